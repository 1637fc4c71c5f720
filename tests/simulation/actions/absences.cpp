#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

Duration long_time(World& world) {
  return world.chance().spread(std::chrono::minutes(10), world.profile().longest_absence);
}

void go_away(World& world) {
  const auto running = world.running();
  if (running.empty()) return;
  const auto index = world.chance().pick(running);
  world.injured(world.node(index).name() + " is switched off");
  world.node(index).kill();
  world.timeline().after(long_time(world), [&world, index] { world.node(index).start(); });
}

/// A long weekend: every process is gone meanwhile.
void everybody_away(World& world) {
  const auto time = long_time(world);
  world.injured("everybody is away for " + in_words(time));
  for (std::size_t index = 0; index < world.size(); ++index) world.node(index).kill();
  world.timeline().leap(time);
  for (std::size_t index = 0; index < world.size(); ++index) {
    const auto after = world.chance().spread(Duration(100), std::chrono::minutes(10));
    world.timeline().after(after, [&world, index] { world.node(index).start(); });
  }
}

/// Every computer sleeps, its process with it, and wakes up to links that are long gone.
void everybody_sleeps(World& world) {
  const auto time = long_time(world);
  world.injured("every computer sleeps for " + in_words(time));
  world.wires().cut_all(false);
  world.timeline().leap(time);
}

}  // namespace

void add_absences(Actions& actions) {
  actions.push_back({"go-away", Matter::Absence, 3, go_away});
  actions.push_back({"everybody-away", Matter::Absence, 2, everybody_away});
  actions.push_back({"everybody-sleeps", Matter::Absence, 2, everybody_sleeps});
}

}  // namespace tasuki::simulation
