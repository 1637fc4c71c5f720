#include "core/audit/held_heads.hpp"
#include "core/audit/verify.hpp"
#include "core/record/card_store.hpp"
#include "core/record/ledger.hpp"
#include "tests/simulation/copies.hpp"
#include "tests/simulation/ledgers.hpp"

namespace tasuki::simulation {

namespace {

/// Among honest nodes there is one history of each trail, and everybody's heads fit it; of a restore the
/// trail itself tells. Only who runs an old copy of itself writes a second history: that is found out as soon
/// as it meets somebody who knows of the first.
class WitnessesTellTheTruth final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& write : commit.writes) {
      if (write.table == Table::HeadConflict) look_at_conflict(world, world.node(commit.node), write.key);
    }
  }

  void before_new_lives(World& world) override {
    for (const auto& fork : world.book().forks) {
      if (fork.is_over || has_noticed(world, fork)) continue;
      for (const auto other : fork.known_by) {
        if (are_together(world.node(fork.node), world.node(other)))
          world.fail(world.node(fork.node).name() + " runs an old copy, " + world.node(other).name() +
                     " knows better, and it has not noticed");
      }
    }
  }

  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) check_trail(world, world.node(index));
  }

 private:
  static void look_at_conflict(World& world, Node& node, const Bytes& key) {
    const auto agency = AgencyId::from(ByteView(key).first(AgencyId::kSize));
    const auto incarnation = read_u32(ByteView(key).subspan(AgencyId::kSize));
    const auto entry = read_u64(ByteView(key).subspan(AgencyId::kSize + 4));
    const auto about = world.node_of(agency.value()).value();
    world.reached("a head conflict");
    if (!world.book().is_forked(about, incarnation.value(), entry.value()))
      world.fail(node.name() + " says that " + world.node(about).name() + " has rewritten its trail");
  }

  static std::vector<audit::WitnessedHead> heads_held_of(World& world, Node& node) {
    std::vector<audit::WitnessedHead> all;
    for (std::size_t index = 0; index < world.size(); ++index) {
      Node& holder = world.node(index);
      holder.look([&](Transaction& transaction) {
        for (const auto& held : audit::held_heads(transaction, node.agency())) {
          if (!world.book().is_forked(node.index(), held.head.incarnation, held.head.number))
            all.push_back({held.head, holder.agency()});
        }
      });
    }
    return all;
  }

  static void check_trail(World& world, Node& node) {
    auto held = heads_held_of(world, node);
    const auto report = node.look([&](Transaction& transaction) {
      const auto key = [&](std::uint32_t incarnation) {
        return record::find_node_key(transaction, node.agency(), incarnation);
      };
      return audit::verify_trail(transaction, node.agency(), key, audit::tail(transaction).number,
                                 std::move(held));
    });
    if (report.lost) world.reached("a trail that tells what a restore lost");
    const bool is_told =
        report.finding && is_about_witnesses(report.finding->fault) && has_forked(world, node.index());
    if (!report.ok() && !is_told)
      world.fail(node.name() + "'s trail does not fit what others hold: " +
                 std::string(audit::fault_code(report.finding->fault)));
  }

  /// Its own witnesses, kept on its disk, may be of either history.
  static bool has_forked(World& world, std::size_t node) {
    return std::ranges::any_of(world.book().forks, [&](const Fork& fork) { return fork.node == node; });
  }
  static bool is_about_witnesses(audit::Fault fault) {
    return fault == audit::Fault::WitnessedMissing || fault == audit::Fault::WitnessedRewritten;
  }

  /// In some team, as both see it.
  bool are_together(Node& one, Node& other) {
    const auto sees = [&](Node& who, const TeamId& team) {
      return who.look([&](Transaction& transaction) {
        const auto state = ledgers_.state(who, transaction, team);
        return state.is_member(one.agency()) && state.is_member(other.agency());
      });
    };
    const auto teams = one.look(record::known_ledgers);
    return std::ranges::any_of(teams,
                               [&](const TeamId& team) { return sees(one, team) && sees(other, team); });
  }

  Ledgers ledgers_;
};

}  // namespace

std::unique_ptr<Invariant> witnesses_tell_the_truth() { return std::make_unique<WitnessesTellTheTruth>(); }

}  // namespace tasuki::simulation
