#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

void cut_link(World& world) {
  auto links = world.wires().links_up();
  if (links.empty()) return;
  world.injured("a link is cut");
  world.wires().cut(world.chance().pick(links), world.chance().one_in(2));
}

void cut_all(World& world) {
  world.injured("every link is cut");
  world.wires().cut_all(world.chance().one_in(2));
}

Duration some_time(World& world) {
  return world.chance().spread(std::chrono::seconds(1), std::chrono::minutes(20));
}

void part_pair(World& world) {
  const auto one = world.chance().below(world.size());
  const auto other = world.chance().below(world.size());
  if (one == other) return;
  world.injured(world.node(one).name() + " and " + world.node(other).name() + " are parted");
  world.wires().part(one, other);
  world.timeline().after(some_time(world), [&world, one, other] { world.wires().join(one, other); });
}

void part_halves(World& world) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  const auto side = world.chance().next();
  for (std::size_t one = 0; one < world.size(); ++one) {
    for (std::size_t other = one + 1; other < world.size(); ++other) {
      if (((side >> one) & 1) != ((side >> other) & 1)) pairs.emplace_back(one, other);
    }
  }
  world.injured("the network falls into two halves");
  for (const auto& [one, other] : pairs) world.wires().part(one, other);
  world.timeline().after(some_time(world), [&world, pairs] {
    for (const auto& [one, other] : pairs) world.wires().join(one, other);
  });
}

void join_all(World& world) {
  world.trace("network", "is whole");
  world.wires().join_all();
}

void slow_line(World& world) {
  const auto one = world.chance().below(world.size());
  const auto other = world.chance().below(world.size());
  if (one == other) return;
  world.injured("a line is slow");
  world.wires().set_delay(one, other, world.chance().spread(Duration(1), std::chrono::seconds(8)));
}

}  // namespace

void add_network(Actions& actions) {
  actions.push_back({"cut-link", Matter::Network, 6, cut_link});
  actions.push_back({"cut-all", Matter::Network, 1, cut_all});
  actions.push_back({"part-pair", Matter::Network, 4, part_pair});
  actions.push_back({"part-halves", Matter::Network, 2, part_halves});
  actions.push_back({"join-all", Matter::Network, 4, join_all});
  actions.push_back({"slow-line", Matter::Network, 2, slow_line});
}

}  // namespace tasuki::simulation
