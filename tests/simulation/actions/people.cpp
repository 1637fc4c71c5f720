#include "tests/simulation/actions/people.hpp"

#include <array>

namespace tasuki::simulation {

std::optional<Seat> choose_seat(World& world) {
  const auto& team = world.chance().pick(world.snapshot().teams);
  const auto node = world.chance().pick(team.members);
  if (!world.node(node).running()) return std::nullopt;
  return Seat{team, node};
}

std::size_t choose_actor(World& world, const PreparedTeam& team) {
  return world.chance().one_in(4) ? world.chance().pick(team.members) : team.members.front();
}

std::vector<std::size_t> choose_some(World& world, const std::vector<std::size_t>& among) {
  std::vector<std::size_t> some;
  for (const auto one : among) {
    if (world.chance().one_in(2)) some.push_back(one);
  }
  if (some.empty()) some.push_back(world.chance().pick(among));
  return some;
}

std::string choose_category(World& world) {
  static constexpr std::array kCategories{"symptoms",    "symptoms",   "symptoms",
                                          "sleep-meals", "medication", "risk"};
  return world.chance().pick(kCategories);
}

std::optional<Bytes> choose_key(World& world, std::size_t node, Table table) {
  std::vector<Bytes> keys;
  world.node(node).look([&](Transaction& transaction) {
    transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
      keys.push_back(copy(key));
      return true;
    });
  });
  if (keys.empty()) return std::nullopt;
  return world.chance().pick(keys);
}

}  // namespace tasuki::simulation
