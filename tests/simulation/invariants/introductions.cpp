#include "core/delivery/contact.hpp"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// Of a team whose coordinator has met them, each two members know each other in the end, by one secret, and
/// are linked.
class IntroducedAgenciesMeet final : public Invariant {
 public:
  void finished(World& world) override {
    for (const auto& team : world.snapshot().teams) {
      for (const auto one : team.members) {
        for (const auto other : team.members) {
          if (one < other && are_introduced(world, team, one, other)) check(world, one, other);
        }
      }
    }
  }

 private:
  static std::optional<delivery::Contact> contact(World& world, std::size_t one, std::size_t other) {
    return world.node(one).look([&](Transaction& transaction) {
      return delivery::load_contact(transaction, world.node(other).agency());
    });
  }

  record::TeamState state(World& world, std::size_t node, const TeamId& team) {
    return world.node(node).look(
        [&](Transaction& transaction) { return ledgers_.state(world.node(node), transaction, team); });
  }

  /// By the coordinator, whom all three take for it.
  bool are_introduced(World& world, const PreparedTeam& team, std::size_t one, std::size_t other) {
    const auto known = state(world, one, team.team);
    const auto coordinator = world.node_of(known.coordinator);
    if (!coordinator || *coordinator == one || *coordinator == other) return false;
    for (const auto who : {one, other, *coordinator}) {
      const auto its = state(world, who, team.team);
      if (its.coordinator != known.coordinator) return false;
      for (const auto member : {one, other, *coordinator}) {
        if (!its.is_member(world.node(member).agency())) return false;
      }
    }
    return has_met(world, *coordinator, one) && has_met(world, *coordinator, other);
  }

  static bool has_met(World& world, std::size_t one, std::size_t other) {
    const auto known = contact(world, one, other);
    return known && known->trust == delivery::Trust::FaceToFace;
  }

  static void check(World& world, std::size_t one, std::size_t other) {
    const std::string both = world.node(one).name() + " and " + world.node(other).name();
    const auto here = contact(world, one, other);
    const auto there = contact(world, other, one);
    if (!here || !there) return world.fail(both + " were never introduced");
    if (here->trust == delivery::Trust::Introduced) world.reached("two agencies that were introduced");
    if (here->trust != there->trust || !same_secret(here->pair_secret.reveal(), there->pair_secret.reveal()))
      world.fail(both + " know each other by different secrets");
    if (!world.wires().is_linked(one, other)) world.fail(both + " know each other, and are not linked");
  }

  Ledgers ledgers_;
};

}  // namespace

std::unique_ptr<Invariant> introduced_agencies_meet() { return std::make_unique<IntroducedAgenciesMeet>(); }

}  // namespace tasuki::simulation
