#include "core/delivery/contact.hpp"
#include "core/record/record_store.hpp"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// When everybody has had time, nothing waits any more, what is held is held for a reason that is true, and
/// who was removed from a team does not take itself for a member.
class NothingIsStuck final : public Invariant {
 public:
  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) {
      Node& node = world.node(index);
      node.look([&](Transaction& transaction) {
        for (const auto& [table, what] :
             {std::pair(Table::Outbox, "in its outbox"), std::pair(Table::InFlight, "under way"),
              std::pair(Table::GovernanceWaiting, "of governance that waits")}) {
          const auto count = transaction.count(table, KeyRange::all());
          if (count > 0) world.fail(node.name() + " still has " + std::to_string(count) + " " + what);
        }
      });
      check_held(world, node);
      check_removed(world, node);
    }
  }

 private:
  void check_held(World& world, Node& node) {
    node.look([&](Transaction& transaction) {
      std::vector<std::pair<RecordId, std::string>> held;
      transaction.scan(Table::Held, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
        held.emplace_back(*RecordId::from(key.subspan(TeamId::kSize)), to_string(value));
        return true;
      });
      for (const auto& [id, reason] : held) {
        if (reason == "stale-heads" && is_of_old_copy(world, transaction, id)) continue;
        if (reason == "unverified" && is_by_successor(node, transaction, id)) continue;
        if (reason != "ended-in-flight" || !is_denied(node, transaction, id))
          world.fail(node.name() + " holds " + id.short_hex() + " without reason: " + reason);
      }
    });
  }

  /// Which knew less than its author had shown before: that stays so.
  static bool is_of_old_copy(World& world, Transaction& transaction, const RecordId& id) {
    const auto message = engine::load_message(transaction, id);
    const auto author = message ? world.node_of(message->author) : std::nullopt;
    return std::ranges::any_of(world.book().forks, [&](const Fork& fork) { return fork.node == author; });
  }

  /// Whom its people would not verify.
  bool is_by_successor(Node& node, Transaction& transaction, const RecordId& id) {
    const auto message = engine::load_message(transaction, id);
    return message && ledgers_.is_unverified(node, transaction, message->team, message->author);
  }

  /// By the word of any member that could have told it.
  void check_removed(World& world, Node& node) {
    for (const auto& team : world.snapshot().teams) {
      const bool is_member = node.look([&](Transaction& transaction) {
        return ledgers_.state(node, transaction, team.team).is_member(node.agency());
      });
      if (!is_member) continue;
      for (const auto other : team.members) {
        if (was_removed(world.node(other), node.agency(), team.team))
          world.fail(node.name() + " takes itself for a member still, and " + world.node(other).name() +
                     " knows better");
      }
    }
  }

  bool was_removed(Node& teller, const AgencyId& agency, const TeamId& team) {
    return teller.look([&](Transaction& transaction) {
      const auto state = ledgers_.state(teller, transaction, team);
      return state.is_member(teller.agency()) && state.former_members.contains(agency) &&
             delivery::is_contact(transaction, agency);
    });
  }

  bool is_denied(Node& node, Transaction& transaction, const RecordId& id) {
    const auto message = engine::load_message(transaction, id);
    return message && !ledgers_.permits(node, transaction, *message, node.agency());
  }

  Ledgers ledgers_;
};

}  // namespace

std::unique_ptr<Invariant> nothing_is_stuck() { return std::make_unique<NothingIsStuck>(); }

}  // namespace tasuki::simulation
