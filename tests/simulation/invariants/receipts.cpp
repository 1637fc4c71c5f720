#include "core/care/receipt.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/record/card_store.hpp"
#include "core/record/check.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

struct Row {
  RecordId message;
  AgencyId agency;
  care::ReceiptState state;
};

std::optional<Row> read_key(ByteView key) {
  if (key.size() != RecordId::kSize + AgencyId::kSize + 1) return std::nullopt;
  return Row{*RecordId::from(key.first(RecordId::kSize)),
             *AgencyId::from(key.subspan(RecordId::kSize, AgencyId::kSize)),
             static_cast<care::ReceiptState>(key.back())};
}

/// What a node shows as somebody's receipt, that agency has stated, about a message that it had. What was
/// stated stays so when the disk that knew it has died.
class ReceiptsAreGenuine final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    lives_[world.node(commit.node).agency()].insert(world.node(commit.node).incarnation());
    for (const auto& write : commit.writes) {
      if (write.table == Table::Receipt) check(world, world.node(commit.node), write.key);
    }
  }

  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) check_signatures(world, world.node(index));
  }

 private:
  void check(World& world, Node& node, const Bytes& key) {
    const auto row = read_key(key);
    const auto author = row ? world.node_of(row->agency) : std::nullopt;
    if (!author) return world.fail(node.name() + " holds a receipt of nobody");
    const auto held =
        node.look([&](Transaction& transaction) { return transaction.get(Table::Receipt, key); });
    if (!held) return world.fail(node.name() + " forgot a receipt");
    if (*author != node.index()) {
      if (!stated_.contains({key, *held}))
        world.fail(node.name() + " holds a receipt that " + world.node(*author).name() + " never stated");
      return;
    }
    if (!stated_.insert({key, *held}).second) return;
    world.node(*author).look([&](Transaction& transaction) {
      const auto message = engine::load_message_row(transaction, row->message);
      if (!message || !message->held_reason().empty() || message->outgoing())
        world.fail(world.node(*author).name() + " stated a receipt about what it does not have");
    });
  }

  std::map<AgencyId, std::set<std::uint32_t>> lives_;
  std::set<std::pair<Bytes, Bytes>> stated_;

  void check_signatures(World& world, Node& node) {
    node.look([&](Transaction& transaction) {
      std::vector<std::pair<Bytes, Bytes>> rows;
      transaction.scan(Table::Receipt, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
        rows.emplace_back(copy(key), copy(value));
        return true;
      });
      for (const auto& [key, value] : rows) {
        if (!is_signed(transaction, read_key(key), RecordId::from(value)))
          world.fail(node.name() + " holds a receipt that does not verify");
      }
    });
  }

  bool is_signed(Transaction& transaction, const std::optional<Row>& row, const std::optional<RecordId>& id) {
    const auto stored = row && id ? record::find_record(transaction, *id) : std::nullopt;
    if (!stored || stored->record.record.author != row->agency) return false;
    const auto receipt = care::parse_receipt(stored->record.record.payload);
    if (!receipt || receipt->message != row->message || receipt->state != row->state) return false;
    if (stored->record.record.by_node()) return is_signed_in_some_life(transaction, stored->record);
    const auto standing = record::check_record(transaction, stored->record, nullptr);
    return standing && *standing == record::Standing::Accepted;
  }

  /// A node's own statement was taken under the keys that it had then.
  bool is_signed_in_some_life(Transaction& transaction, const record::SignedRecord& record) {
    return std::ranges::any_of(lives_[record.record.author], [&](std::uint32_t life) {
      const auto key = record::find_node_key(transaction, record.record.author, life);
      return key && record::verify_author(record, *key, nullptr);
    });
  }
};

}  // namespace

std::unique_ptr<Invariant> receipts_are_genuine() { return std::make_unique<ReceiptsAreGenuine>(); }

}  // namespace tasuki::simulation
