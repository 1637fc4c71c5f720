#include <array>

#include "core/base/clear_table.hpp"
#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/sending.hpp"

namespace tasuki::simulation {

namespace {

using std::chrono::seconds;

void go(World& world, std::size_t node, Duration from, Duration until) {
  world.timeline().after(from, [&world, node] {
    if (!world.is_healed()) world.node(node).kill();
  });
  world.timeline().after(until, [&world, node] { world.node(node).start(); });
}

/// An administrator changes the configuration, and the process starts anew with it.
void change_carry(World& world) {
  static constexpr std::array<std::optional<bool>, 4> kSettings{true, true, false, std::nullopt};
  auto& node = world.node(world.chance().below(world.size()));
  node.set_carry(world.chance().pick(kSettings));
  world.injured(node.name() + " is restarted to " + (node.carries() ? "keep" : "refuse") + " envelopes");
  node.kill();
  world.timeline().after(world.chance().spread(Duration(500), std::chrono::minutes(2)),
                         [&node] { node.start(); });
}

struct Three {
  const PreparedTeam& team;
  std::size_t sender;
  std::size_t recipient;
  std::size_t carrier;
};

std::optional<Three> choose_three(World& world) {
  const auto& team = world.chance().pick(world.snapshot().teams);
  if (team.members.size() < 3) return std::nullopt;
  const auto first = world.chance().below(team.members.size());
  const auto at = [&](std::size_t place) { return team.members[(first + place) % team.members.size()]; };
  const bool turned = world.chance().one_in(2);
  const Three three{team, at(0), at(turned ? 2 : 1), at(turned ? 1 : 2)};
  if (!world.node(three.sender).running() || !world.node(three.recipient).running()) return std::nullopt;
  return three;
}

/// An evening: the recipient has closed, the sender writes and closes too, and only then the recipient opens.
/// The carrier is there meanwhile, or for a part of the time.
void hand_off(World& world) {
  const auto three = choose_three(world);
  if (!three) return;
  auto& chance = world.chance();
  const Duration writes = chance.between(seconds(12), seconds(40));
  const Duration closes = writes + chance.between(seconds(2), seconds(60));
  const Duration opens = closes + chance.spread(seconds(2), std::chrono::minutes(30));
  const Duration returns = opens + chance.spread(seconds(30), world.profile().longest_absence);
  world.injured(world.node(three->recipient).name() + " closes, then " + world.node(three->sender).name());
  go(world, three->recipient, Duration(0), opens);
  const auto times = 1 + chance.below(3);
  for (std::size_t i = 0; i < times; ++i) {
    world.timeline().after(writes, [&world, three = *three] {
      if (world.node(three.sender).running() && !world.is_healed())
        send(world, {three.team, three.sender}, {three.recipient}, world.chance().one_in(3));
    });
  }
  go(world, three->sender, closes, returns);
  if (chance.one_in(3))
    go(world, three->carrier, closes + chance.spread(seconds(1), seconds(60)),
       opens + chance.spread(seconds(1), seconds(600)));
}

/// A carrier that does not keep its word.
void lose_shelf(World& world) {
  auto& node = world.node(world.chance().below(world.size()));
  const auto kept =
      node.look([](Transaction& transaction) { return transaction.count(Table::Carried, KeyRange::all()); });
  if (kept == 0) return;
  world.injured(node.name() + " drops " + std::to_string(kept) + " envelopes of others");
  world.reached("a shelf dropped");
  node.kill();
  node.tamper([](Transaction& transaction) {
    for (const auto table : {Table::Carried, Table::CarriedEnvelope, Table::CarriedTag})
      clear_table(transaction, table);
  });
  node.start();
}

}  // namespace

void add_carriers(Actions& actions) {
  actions.push_back({"change-carry", Matter::Carrier, 3, change_carry});
  actions.push_back({"hand-off", Matter::Carrier, 5, hand_off});
  actions.push_back({"lose-shelf", Matter::Carrier, 1, lose_shelf});
}

}  // namespace tasuki::simulation
