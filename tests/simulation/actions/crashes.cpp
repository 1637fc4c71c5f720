#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

/// At one of the next commits, wherever that is.
void crash_soon(World& world) {
  const auto running = world.running();
  if (running.empty()) return;
  auto& chance = world.chance();
  world.node(chance.pick(running)).die_soon({chance.below(6), chance.one_in(3), chance.below(8)});
}

void crash_now(World& world) {
  const auto running = world.running();
  if (!running.empty()) world.crashed(world.chance().pick(running), "between two commits");
}

void start_somebody(World& world) {
  const auto index = world.chance().below(world.size());
  world.node(index).start();
}

void fill_disk(World& world) {
  const auto running = world.running();
  if (running.empty()) return;
  const auto index = world.chance().pick(running);
  world.injured(world.node(index).name() + "'s disk is full for a while");
  world.node(index).fill_disk(1 + world.chance().below(8));
}

void freeze(World& world) {
  const auto running = world.running();
  if (running.empty()) return;
  const auto index = world.chance().pick(running);
  world.injured(world.node(index).name() + " hangs");
  world.node(index).freeze(true);
  const auto time = world.chance().spread(Duration(100), std::chrono::minutes(5));
  world.timeline().after(time, [&world, index] { world.node(index).freeze(false); });
}

}  // namespace

void add_crashes(Actions& actions) {
  actions.push_back({"crash-soon", Matter::Crash, 10, crash_soon});
  actions.push_back({"crash-now", Matter::Crash, 3, crash_now});
  actions.push_back({"start-somebody", Matter::Crash, 3, start_somebody});
  actions.push_back({"fill-disk", Matter::Crash, 3, fill_disk});
  actions.push_back({"freeze", Matter::Crash, 2, freeze});
}

}  // namespace tasuki::simulation
