#include "core/base/protobuf.hpp"
#include "core/care/about.hpp"
#include "core/care/receipt.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/record/governance.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

bool is_message(Transaction& transaction, const RecordId& id) {
  const auto stored = record::find_record(transaction, id);
  return stored && stored->record.record.kind == record::Kind::Message;
}

/// Whoever lost its disk ends with the messages and receipts that it had, but for what consent denies it now
/// and what nobody else held; and each gap that somebody could have filled is stated. Everybody is asked, and
/// everybody answers.
class WhatWasLostComesBack final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& write : commit.writes) {
      if (write.table == Table::Outbox || write.table == Table::InFlight)
        look_at_answers(world, world.node(commit.node), write.table, write.key);
    }
  }

  void replaced(World& world, const Replaced& replaced) override {
    for (auto& [node, lost] : lost_) {
      for (auto& [id, holders] : lost) holders.erase(replaced.node);
    }
    auto& lost = lost_[replaced.node];
    for (const auto& id : care_records(replaced.dead.begin())) lost[id];
    replaced.dead.rollback();
    Node& node = world.node(replaced.node);
    node.look([&](Transaction& transaction) {
      std::erase_if(lost, [&](const auto& each) { return record::was_received(transaction, each.first); });
    });
    for (auto& [id, holders] : lost) holders = holders_of(world, replaced.node, id);
  }

  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) check_answers(world, world.node(index));
    for (const auto& [index, lost] : lost_) {
      for (const auto& [id, holders] : lost) check(world, world.node(index), id, holders);
    }
  }

 private:
  using Holders = std::set<std::size_t>;

  /// Messages, and what is known of them.
  static std::vector<RecordId> care_records(Transaction& transaction) {
    std::vector<RecordId> ids;
    for (const auto table : {Table::Inbox, Table::Receipt, Table::Call}) {
      transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
        if (const auto id = RecordId::from(value)) ids.push_back(*id);
        return true;
      });
    }
    return ids;
  }

  static Holders holders_of(World& world, std::size_t who, const RecordId& id) {
    Holders holders;
    for (std::size_t other = 0; other < world.size(); ++other) {
      const bool has = other != who && world.node(other).look([&](Transaction& transaction) {
        return record::find_record(transaction, id).has_value();
      });
      if (has) holders.insert(other);
    }
    return holders;
  }

  /// Queued, or already on its way.
  static std::vector<proto::wire::CatchUpOffer> answers_in(Table table, const Bytes& row) {
    std::vector<proto::wire::CatchUpOffer> answers;
    if (table == Table::Outbox) {
      const auto item = parse_message<proto::state::OutboxItem>(row);
      if (item && item->has_catch_up_offer()) answers.push_back(item->catch_up_offer());
    } else if (const auto envelope = parse_message<proto::state::InFlightEnvelope>(row)) {
      for (const auto& item : envelope->item()) {
        if (item.has_catch_up_offer()) answers.push_back(item.catch_up_offer());
      }
    }
    return answers;
  }

  /// What a contact that asks is denied, is denied for a reason.
  void look_at_answers(World& world, Node& node, Table table, const Bytes& key) {
    node.look([&](Transaction& transaction) {
      const auto row = transaction.get(table, key);
      const auto to = AgencyId::from(ByteView(key).first(AgencyId::kSize));
      if (!row || !to) return;
      for (const auto& answer : answers_in(table, *row)) {
        if (!answers_.insert(answer.SerializeAsString()).second) continue;  // looked at when it was made
        world.reached("an answer to who lives anew");
        for (const auto& bytes : answer.withheld()) check_withheld(world, node, transaction, bytes, *to);
      }
    });
  }

  void check_withheld(World& world, Node& node, Transaction& transaction, std::string_view bytes,
                      const AgencyId& to) {
    world.reached("a record withheld from who lives anew");
    const auto id = RecordId::from(as_bytes(bytes)).value();
    if (engine::is_undeliverable(transaction, id, to)) return;  // promised, and its lifetime has ended
    if (may_give(world, node, transaction, id, to))
      world.fail(node.name() + " withholds " + id.short_hex() + " from " + to.short_hex() +
                 " without reason");
  }

  /// What a third node stated in an earlier life, only that one signs anew.
  static bool lived_otherwise(World& world, const Node& node, const AgencyId& author) {
    return author != node.agency() && world.book().new_lives.contains(world.node_of(author).value());
  }

  /// Whether `node` has it, and may hand it to its contact now.
  bool may_give(World& world, Node& node, Transaction& transaction, const RecordId& id, const AgencyId& to) {
    const auto stored = record::find_record(transaction, id);
    if (!stored) return false;
    const auto& record = stored->record;
    if (record.record.kind == record::Kind::Message && record.record.author == node.agency()) {
      const auto message = engine::load_message(transaction, id);
      return message && transaction.contains(Table::Disclosure, concat({id.bytes(), to.bytes()})) &&
             ledgers_.permits(node, transaction, *message, to);
    }
    if (record.record.by_node() && lived_otherwise(world, node, record.record.author)) return false;
    const TeamId team = record::team_of(record);
    if (!record::is_governance(record.record.kind) && ledgers_.is_unverified(node, transaction, team, to))
      return false;
    if (has_note(record) && !may_have_note(node, transaction, record, to)) return false;
    return ledgers_.state(node, transaction, team).is_member(to);
  }

  static bool has_note(const record::SignedRecord& record) {
    if (record.record.kind != record::Kind::Receipt) return false;  // nobody says anything with a call here
    const auto receipt = care::parse_receipt(record.record.payload);
    return receipt && !receipt->note.empty();
  }

  /// What somebody said of a message goes where the message may.
  bool may_have_note(Node& node, Transaction& transaction, const record::SignedRecord& record,
                     const AgencyId& to) {
    const auto about = care::message_named_by(record);
    const auto message = about ? engine::load_message(transaction, *about) : std::nullopt;
    return message && (message->author == to || ledgers_.permits(node, transaction, *message, to));
  }

  static void check_answers(World& world, Node& node) {
    node.look([&](Transaction& transaction) {
      for (const auto& contact : delivery::list_contacts(transaction)) {
        const auto row = engine::load_catch_up(transaction, contact);
        if (row && row->state() != "answered")
          world.fail(node.name() + " lives anew, and " + world.node(*world.node_of(contact)).name() +
                     " never answered: " + row->state());
        Node& other = world.node(*world.node_of(contact));
        for (const auto& id : awaited(transaction, contact))
          world.fail(node.name() + " lives anew, and " + id.short_hex() + " of kind " + kind_of(other, id) +
                     " never came from " + other.name());
      }
    });
  }

  /// Asked for, promised and not here.
  static std::vector<RecordId> awaited(Transaction& transaction, const AgencyId& contact) {
    std::vector<RecordId> ids;
    if (engine::missing_of(transaction, contact).awaited == 0) return ids;
    transaction.scan(Table::CatchUpWanted, KeyRange::prefix(contact.bytes()), Order::Ascending,
                     [&](ByteView key, ByteView value) {
                       ids.push_back(*RecordId::from(key.subspan(AgencyId::kSize)));
                       if (value.front() != 0) ids.pop_back();
                       return true;
                     });
    std::erase_if(ids, [&](const RecordId& id) { return record::was_received(transaction, id); });
    return ids;
  }

  void check(World& world, Node& node, const RecordId& id, const Holders& holders) {
    const bool is_here =
        node.look([&](Transaction& transaction) { return record::was_received(transaction, id); });
    if (is_here || is_known_otherwise(world, holders, node, id))
      return world.reached("a record that came back");
    if (holders.empty()) return world.reached("a record that nobody else had");
    if (is_stated_gap(node, id)) return world.reached("a record that is a stated gap");
    for (const auto other : holders) {
      if (could_give(world, world.node(other), node, id))
        world.fail(node.name() + " has lost " + id.short_hex() + " of kind " +
                   kind_of(world.node(other), id) + ", though " + world.node(other).name() + " has it");
    }
  }

  static std::string kind_of(Node& holder, const RecordId& id) {
    return holder.look([&](Transaction& transaction) {
      const auto stored = record::find_record(transaction, id);
      return std::to_string(stored ? static_cast<int>(stored->record.record.kind) : 0) +
             (stored && stored->record.record.by_node() ? " by node" : " by staff") +
             (stored ? " of " + stored->record.record.author.short_hex() : "");
    });
  }

  /// A receipt that was stated twice, by two lives of its author's.
  static bool is_known_otherwise(World& world, const Holders& holders, Node& node, const RecordId& id) {
    return std::ranges::any_of(holders, [&](std::size_t holder) {
      const auto key =
          world.node(holder).look([&](Transaction& transaction) { return key_of_receipt(transaction, id); });
      return key &&
             node.look([&](Transaction& transaction) { return transaction.contains(Table::Receipt, *key); });
    });
  }

  static std::optional<Bytes> key_of_receipt(Transaction& transaction, const RecordId& id) {
    const auto stored = record::find_record(transaction, id);
    if (!stored || stored->record.record.kind != record::Kind::Receipt) return std::nullopt;
    const auto receipt = care::parse_receipt(stored->record.record.payload);
    if (!receipt) return std::nullopt;
    const auto state = static_cast<std::uint8_t>(receipt->state);
    return concat({receipt->message.bytes(), stored->record.record.author.bytes(), ByteView(&state, 1)});
  }

  static bool is_stated_gap(Node& node, const RecordId& id) {
    return node.look([&](Transaction& transaction) {
      bool found = false;
      transaction.scan(Table::CatchUpWanted, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
        found = found || equal(key.subspan(AgencyId::kSize), id.bytes());
        return true;
      });
      return found;
    });
  }

  /// Messages come from their author or go back to it; what is known of a message, from whoever has it.
  bool could_give(World& world, Node& holder, Node& node, const RecordId& id) {
    return holder.look([&](Transaction& transaction) {
      if (!delivery::is_contact(transaction, node.agency())) return false;
      const auto stored = record::find_record(transaction, id);
      if (!stored) return false;
      const auto& record = stored->record.record;
      if (record.by_node() && record.author == node.agency()) return false;  // it states it again
      const bool is_theirs = record.author == node.agency() || record.author == holder.agency();
      if (is_message(transaction, id) && !is_theirs) return false;
      world.reached("a record that somebody could give");
      return may_give(world, holder, transaction, id, node.agency());
    });
  }

  Ledgers ledgers_;
  std::set<std::string> answers_;
  std::map<std::size_t, std::map<RecordId, Holders>> lost_;
};

}  // namespace

std::unique_ptr<Invariant> what_was_lost_comes_back() { return std::make_unique<WhatWasLostComesBack>(); }

}  // namespace tasuki::simulation
