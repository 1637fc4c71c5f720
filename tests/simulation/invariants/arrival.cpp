#include "core/audit/disclosure.hpp"
#include "core/care/receipt.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/receipts.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

using Way = std::pair<RecordId, AgencyId>;  // a message and one of its recipients

/// Everything accepted from a user arrives exactly once in effect at every permitted recipient that comes
/// back, or comes back to its sender: because consent ended before it is known to have arrived, or its
/// lifetime did. A disk that dies takes with it what nobody else had, and the rest comes back or is a stated
/// gap (regained.cpp).
class ArrivesOnce final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    if (std::ranges::any_of(commit.writes,
                            [](const auto& write) { return write.table == Table::Governance; }))
      look_who_is_apart(world, commit.node);
    for (const auto& write : commit.writes) {
      if (write.table == Table::Disclosure) taken_back(world, commit.node, write);
      if (write.table == Table::Undeliverable) came_back(world, commit.node, write);
      if (write.table == Table::Inbox) entered(world, commit.node, write);
      if (write.table == Table::Receipt) stated(world, commit.node, write);
    }
  }

  /// Whoever lives on another disk knows what that one knows.
  void replaced(World& world, const Replaced& replaced) override {
    Node& node = world.node(replaced.node);
    std::erase_if(inbox_, [&](const auto& each) { return each.first.first == replaced.node; });
    node.look([&](Transaction& transaction) {
      transaction.scan(Table::Inbox, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
        if (const auto id = RecordId::from(value)) inbox_.emplace(std::pair(replaced.node, *id), copy(key));
        return true;
      });
      for (const auto& [id, accepted] : world.book().accepted) {
        if (accepted.sender != replaced.node) continue;
        for (const auto& to : accepted.recipients) look_what_it_knows(transaction, id, to);
      }
    });
  }

  void finished(World& world) override {
    for (const auto& [id, accepted] : world.book().accepted) {
      for (const auto& recipient : accepted.recipients) check(world, id, accepted, recipient);
    }
  }

 private:
  /// No receipt goes to who is not of the team, nor later to who is again.
  void look_who_is_apart(World& world, std::size_t index) {
    Node& node = world.node(index);
    node.look([&](Transaction& transaction) {
      for (const auto& team : world.snapshot().teams) {
        const auto state = ledgers_.state(node, transaction, team.team);
        for (const auto member : team.members) {
          if (!state.is_member(world.node(member).agency())) apart_.insert({index, member, team.team});
        }
      }
    });
  }

  void look_what_it_knows(Transaction& transaction, const RecordId& id, const AgencyId& to) {
    const Bytes key = concat({id.bytes(), to.bytes()});
    taken_back_.erase({id, to});
    told_.erase({id, to});
    if (!transaction.contains(Table::Message, id.bytes())) return;
    if (!transaction.contains(Table::Disclosure, key)) taken_back_.insert({id, to});
    if (transaction.contains(Table::Undeliverable, key)) told_.insert({id, to});
  }

  void taken_back(World& world, std::size_t index, const test::MemoryStore::Write& write) {
    Node& node = world.node(index);
    node.look([&](Transaction& transaction) {
      if (!write.before || transaction.contains(Table::Disclosure, write.key)) return;
      const auto id = RecordId::from(ByteView(write.key).first(RecordId::kSize)).value();
      const auto to = AgencyId::from(ByteView(write.key).subspan(RecordId::kSize)).value();
      const auto message = engine::load_message(transaction, id);
      if (message && ledgers_.permits(node, transaction, *message, to))
        world.fail(node.name() + " took back " + id.short_hex() + " though consent allows it");
      taken_back_.insert({id, to});
    });
  }

  void came_back(World& world, std::size_t index, const test::MemoryStore::Write& write) {
    Node& node = world.node(index);
    node.look([&](Transaction& transaction) {
      if (write.before || !transaction.contains(Table::Undeliverable, write.key)) return;
      const auto id = RecordId::from(ByteView(write.key).first(RecordId::kSize)).value();
      const auto to = AgencyId::from(ByteView(write.key).subspan(RecordId::kSize)).value();
      const auto message = engine::load_message(transaction, id);
      const bool is_over =
          message && node.clock().now() - message->content.stated_at >= engine::Settings().lifetime;
      if (message && !is_over && ledgers_.permits(node, transaction, *message, to))
        world.fail(node.name() + " gave up " + id.short_hex() + " though consent allows it");
      if (message && ledgers_.is_unverified(node, transaction, message->team, to))
        world.reached("a message kept back from a successor that nobody has verified");
      told_.insert({id, to});
    });
  }

  void entered(World& world, std::size_t index, const test::MemoryStore::Write& write) {
    world.node(index).look([&](Transaction& transaction) {
      const auto row = transaction.get(Table::Inbox, write.key);
      const auto id = row ? RecordId::from(*row) : std::nullopt;
      if (!id) return;
      const auto [place, is_new] = inbox_.try_emplace({index, *id}, write.key);
      if (!is_new && place->second != write.key)
        world.fail(world.node(index).name() + " has " + id->short_hex() + " in its inbox twice");
    });
  }

  void stated(World& world, std::size_t index, const test::MemoryStore::Write& write) {
    if (write.before) world.fail(world.node(index).name() + " replaced a receipt");
  }

  void check(World& world, const RecordId& id, const Accepted& accepted, const AgencyId& recipient) {
    Node& node = world.node(world.node_of(recipient).value());
    const auto row =
        node.look([&](Transaction& transaction) { return engine::load_message_row(transaction, id); });
    const std::string way = id.short_hex() + " to " + node.name();
    if (accepted.may_be_lost && !has(world.node(accepted.sender), id))
      return check_lost(world, id, accepted, node, row.has_value(), way);
    world.reached(!row                         ? "a message taken back in the end"
                  : row->held_reason().empty() ? "a message arrived in the end"
                                               : "a message held in the end");
    if (!row) {
      if (is_stated_gap(node, world.node(accepted.sender).agency(), id))
        return world.reached("a message that is a gap in the end");
      if (!taken_back_.contains({id, recipient}) && !told_.contains({id, recipient}))
        world.fail(way + " never arrived, and its sender was not told");
    } else if (row->held_reason().empty()) {
      check_receipt(world, id, accepted, node, way);
    } else {
      check_notice(world, id, accepted, node, way);
    }
  }

  static bool has(Node& node, const RecordId& id) {
    return node.look(
        [&](Transaction& transaction) { return transaction.contains(Table::Message, id.bytes()); });
  }

  /// Its sender has lost it: then nobody has it, or somebody who could not give it back.
  void check_lost(World& world, const RecordId& id, const Accepted& accepted, Node& recipient, bool arrived,
                  const std::string& way) {
    if (!arrived) return world.reached("a message lost with its sender's disk");
    world.reached("a message that its sender lost");
    if (!apart_.contains({recipient.index(), accepted.sender, accepted.team}) &&
        !is_stated_gap(world.node(accepted.sender), recipient.agency(), id))
      world.fail(way + " arrived, and its sender has lost it for good");
  }

  /// A restored node asked for it, and says that it did not get it.
  static bool is_stated_gap(Node& node, const AgencyId& sender, const RecordId& id) {
    const Bytes key = concat({sender.bytes(), id.bytes()});
    return node.look(
        [&](Transaction& transaction) { return transaction.contains(Table::CatchUpWanted, key); });
  }

  /// Unless the two were not in one team at some time: then no receipt goes out.
  void check_receipt(World& world, const RecordId& id, const Accepted& accepted, Node& recipient,
                     const std::string& way) {
    Node& sender = world.node(accepted.sender);
    if (sender.look([&](Transaction& transaction) {
          return engine::receipts_so_far(transaction, id, recipient.agency())
              .states.contains(care::ReceiptState::Delivered);
        }))
      return;
    if (apart_.contains({recipient.index(), accepted.sender, accepted.team})) return;
    if (are_together(recipient, sender, accepted.team))
      world.fail(way + " arrived, and its sender has no receipt");
  }

  /// As with receipts: what was held while its sender was not of the team comes back as undeliverable.
  void check_notice(World& world, const RecordId& id, const Accepted& accepted, Node& recipient,
                    const std::string& way) {
    Node& sender = world.node(accepted.sender);
    const Bytes key = concat({id.bytes(), recipient.agency().bytes()});
    const bool told =
        sender.look([&](Transaction& transaction) { return transaction.contains(Table::HoldReported, key); });
    if (told || apart_.contains({recipient.index(), accepted.sender, accepted.team})) return;
    if (are_together(recipient, sender, accepted.team))
      world.fail(way + " is held there, and its sender does not know");
  }

  /// As the recipient sees the team: it is the recipient who lets receipts out.
  bool are_together(Node& recipient, Node& sender, const TeamId& team) {
    return recipient.look([&](Transaction& transaction) {
      return ledgers_.state(recipient, transaction, team).is_member(sender.agency());
    });
  }

  Ledgers ledgers_;
  std::set<std::tuple<std::size_t, std::size_t, TeamId>> apart_;
  std::set<Way> taken_back_;
  std::set<Way> told_;
  std::map<std::pair<std::size_t, RecordId>, Bytes> inbox_;
};

}  // namespace

std::unique_ptr<Invariant> arrives_once() { return std::make_unique<ArrivesOnce>(); }

}  // namespace tasuki::simulation
