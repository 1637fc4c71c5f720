#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

void drift(World& world) {
  auto& node = world.node(world.chance().below(world.size()));
  const auto millionths = static_cast<std::int64_t>(world.chance().below(2001)) - 1000;
  world.injured(node.name() + "'s clock drifts");
  node.clock().drift(millionths);
  node.clock_changed();
}

void jump(World& world) {
  auto& node = world.node(world.chance().below(world.size()));
  const auto by = world.chance().spread(Duration(10), std::chrono::hours(6));
  const bool back = world.chance().one_in(2);
  world.injured(node.name() + "'s clock jumps by " + std::to_string(back ? -by.count() : by.count()) + " ms");
  node.clock().jump(back ? -by : by);
}

void set_right(World& world) {
  auto& node = world.node(world.chance().below(world.size()));
  world.trace(node.name(), "sets its clock right");
  node.clock().correct();
  node.clock_changed();
}

}  // namespace

void add_clocks(Actions& actions) {
  actions.push_back({"drift", Matter::Clock, 2, drift});
  actions.push_back({"jump", Matter::Clock, 2, jump});
  actions.push_back({"set-right", Matter::Clock, 1, set_right});
}

}  // namespace tasuki::simulation
