#include <algorithm>
#include <map>
#include <set>

#include "core/care/receipt.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/steps.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

using engine::KnownStep;

/// No step is claimed by two nodes that have a link to each other, and were of the team all the while. When
/// everybody is back, every phone message was accepted by somebody or has come to its emergency number, at
/// all who have it; whom a step says it was sent to has it, or the node that sent it knows that it did not
/// arrive; and knows that somebody has taken it, if that node does.
class GoesOnUntilSomebodyTakesIt final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& write : commit.writes) {
      if (write.table == Table::EscalationStep && !write.before) claimed(world, commit.node, write.key);
      if (write.table == Table::Governance) look_who_is_apart(world, world.node(commit.node));
    }
  }

  /// Whoever lives on an older disk may not know what it has claimed.
  void replaced(World&, const Replaced& replaced) override { forgetful_.insert(replaced.node); }

  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) {
      Node& node = world.node(index);
      node.look([&](Transaction& transaction) {
        check_ends(world, node, transaction);
        check_forwards(world, node, transaction);
      });
    }
  }

 private:
  /// Nothing is told to who is not of the team, nor later to who is again.
  void look_who_is_apart(World& world, Node& node) {
    node.look([&](Transaction& transaction) {
      for (const auto& team : world.snapshot().teams) {
        const auto state = ledgers_.state(node, transaction, team.team);
        for (const auto member : team.members) {
          if (!state.is_member(world.node(member).agency())) taken_for_apart_.insert({member, team.team});
        }
      }
    });
  }

  void claimed(World& world, std::size_t index, const Bytes& key) {
    constexpr std::size_t kBefore = RecordId::kSize + sizeof(std::uint32_t);
    if (AgencyId::from(ByteView(key).subspan(kBefore)) != world.node(index).agency()) return;
    const Bytes step(key.begin(), key.begin() + kBefore);
    auto& claimants = claims_[step];
    if (!claimants.insert(index).second) return;  // taken back in a new life
    world.reached("a step of an escalation");
    world.trace(world.node(index).name(), "claims a step of", to_hex(step).substr(0, 8));
    for (const auto other : claimants) {
      if (other == index) continue;
      world.reached("a step claimed by two");
      if (forgetful_.contains(other) || forgetful_.contains(index)) continue;
      if (were_apart(world, step, index, other)) continue;
      if (world.wires().is_linked(index, other))
        world.fail(world.node(index).name() + " claims a step that " + world.node(other).name() +
                   " has claimed, though they are linked");
    }
  }

  /// Nothing goes to a successor, nor counts of it, that nobody has verified.
  bool keeps_quiet(World& world, std::size_t one, std::size_t other, const TeamId& team) {
    return world.node(one).look([&](Transaction& transaction) {
      return ledgers_.is_unverified(world.node(one), transaction, team, world.node(other).agency());
    });
  }

  /// For a while: then one does not tell the other what it does, nor later.
  bool were_apart(World& world, const Bytes& step, std::size_t one, std::size_t other) {
    const auto message = world.node(one).look([&](Transaction& transaction) {
      return engine::load_message(transaction, *RecordId::from(ByteView(step).first(RecordId::kSize)));
    });
    return message &&
           (taken_for_apart_.contains({one, message->team}) ||
            taken_for_apart_.contains({other, message->team}) ||
            keeps_quiet(world, one, other, message->team) || keeps_quiet(world, other, one, message->team));
  }

  static std::vector<std::pair<RecordId, proto::state::MessageState>> phone_messages(
      Transaction& transaction) {
    std::vector<RecordId> ids;
    transaction.scan(Table::Message, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
      ids.push_back(*RecordId::from(key));
      return true;
    });
    std::vector<std::pair<RecordId, proto::state::MessageState>> messages;
    for (const auto& id : ids) {
      auto row = engine::load_message_row(transaction, id);
      if (row && row->phone()) messages.emplace_back(id, std::move(*row));
    }
    return messages;
  }

  /// By somebody who has not declined it since.
  static bool is_taken(Transaction& transaction, const RecordId& message) {
    std::map<Bytes, std::set<care::ReceiptState>> stated;  // by agency
    transaction.scan(
        Table::Receipt, KeyRange::prefix(message.bytes()), Order::Ascending, [&](ByteView key, ByteView) {
          stated[copy(key.first(key.size() - 1))].insert(static_cast<care::ReceiptState>(key.back()));
          return true;
        });
    using enum care::ReceiptState;
    bool taken = std::ranges::any_of(stated, [](const auto& each) {
      const auto& states = each.second;
      return states.contains(Closed) || (states.contains(Accepted) && !states.contains(Declined));
    });
    for (const auto& forwarded : engine::forwards_of(transaction, message))
      taken = taken || is_taken(transaction, forwarded.forward);
    return taken;
  }

  static bool is_exhausted(const std::vector<KnownStep>& steps) {
    return !steps.empty() && std::ranges::all_of(steps, [&](const KnownStep& known) {
      return known.step.step != steps.back().step.step || !known.step.agency;
    });
  }

  void check_ends(World& world, Node& node, Transaction& transaction) {
    for (const auto& [id, row] : phone_messages(transaction)) {
      if (row.state() == "held" || row.state() == "quarantined") continue;
      const auto message = engine::load_message(transaction, id);
      if (!message || std::holds_alternative<care::Forward>(message->content.form)) continue;
      if (!ledgers_.state(node, transaction, message->team).is_member(node.agency())) continue;
      const bool taken = is_taken(transaction, id);
      world.reached(taken ? "a phone message taken" : "a phone message at its emergency number");
      if (!taken && !is_exhausted(engine::steps_of(transaction, id)))
        world.fail(node.name() + " let " + id.short_hex() + " rest, which nobody has taken");
    }
  }

  void check_forwards(World& world, Node& node, Transaction& transaction) {
    for (const auto& [id, row] : phone_messages(transaction)) {
      const auto message = engine::load_message(transaction, id);
      const auto* form = message ? std::get_if<care::Forward>(&message->content.form) : nullptr;
      if (form == nullptr || message->author != node.agency()) continue;
      for (const auto& recipient : message->content.recipients) {
        if (check_reached(world, node, transaction, id, recipient.agency))
          check_told(world, transaction, *message, recipient.agency);
      }
    }
  }

  /// Whether it is there.
  bool check_reached(World& world, Node& node, Transaction& transaction, const RecordId& forward,
                     const AgencyId& to) {
    const Bytes key = concat({forward.bytes(), to.bytes()});
    const auto index = world.node_of(to).value();
    if (!transaction.contains(Table::Disclosure, key) || transaction.contains(Table::Undeliverable, key))
      return false;
    if (forgetful_.contains(index) || forgetful_.contains(node.index())) return false;
    const bool there = world.node(index).look(
        [&](Transaction& other) { return other.contains(Table::Message, forward.bytes()); });
    world.reached("a message forwarded");
    if (!there) world.fail(node.name() + " forwarded to " + world.node(index).name() + " what never arrived");
    return there;
  }

  void check_told(World& world, Transaction& transaction, const engine::MessageRecord& forward,
                  const AgencyId& to) {
    const auto& first = std::get<care::Forward>(forward.content.form).message;
    const auto index = world.node_of(to).value();
    if (!is_taken(transaction, first) || taken_for_apart_.contains({index, forward.team})) return;
    Node& told = world.node(index);
    const bool is_held = told.look([&](Transaction& other) {
      return !engine::load_message_row(other, forward.id)->held_reason().empty();
    });
    if (is_held) return;  // it does not show for what the receipts are
    world.reached("who was told by a forward knows that somebody has it");
    if (!told.look([&](Transaction& other) { return is_taken(other, first); }))
      world.fail(told.name() + " goes on ringing about " + first.short_hex() + ", which somebody has taken");
  }

  Ledgers ledgers_;
  std::set<std::pair<std::size_t, TeamId>> taken_for_apart_;  ///< by anybody, for a while
  std::map<Bytes, std::set<std::size_t>> claims_;
  std::set<std::size_t> forgetful_;
};

}  // namespace

std::unique_ptr<Invariant> goes_on_until_somebody_takes_it() {
  return std::make_unique<GoesOnUntilSomebodyTakesIt>();
}

}  // namespace tasuki::simulation
