#include "tests/simulation/run.hpp"

#include <exception>

#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

Duration pause(World& world) {
  auto& chance = world.chance();
  if (chance.one_in(3)) return Duration(0);  // several things at one moment
  return chance.spread(Duration(1), world.profile().longest_pause);
}

void live(World& world, const Actions& actions, Outcome& outcome) {
  world.timeline().run_for(std::chrono::seconds(3));
  while (outcome.step < world.profile().steps && world.failures().empty()) {
    ++outcome.step;
    ++world.counters().steps;
    choose_action(actions, world).perform(world);
    world.timeline().run_for(pause(world));
  }
  if (!world.failures().empty()) return;
  ++outcome.step;
  world.heal();
  if (world.failures().empty()) world.check_at_the_end();
}

Profile profile_of(std::uint64_t seed, const Options& options) {
  Chance chance(seed);
  Profile profile = choose_profile(chance);
  if (options.steps > 0) profile.steps = options.steps;
  if (options.agencies > 0) profile.agencies = options.agencies;
  if (options.met == Met::TheFirstOnly) let_introduce(profile);
  if (options.met == Met::ASuccessorToo) let_succeed(profile);
  return profile;
}

}  // namespace

Outcome run_seed(Snapshots& snapshots, const Actions& actions, std::uint64_t seed, const Options& options) {
  const Profile profile = profile_of(seed, options);
  Outcome outcome;
  outcome.seed = seed;
  outcome.profile = profile.name + "/" + std::to_string(profile.agencies);
  try {
    World world(snapshots.of(profile.agencies, profile.met), profile, seed, all_invariants());
    if (options.trace) world.print_trace();
    live(world, actions, outcome);
    outcome.failures = world.failures();
    outcome.counters = world.counters();
    outcome.trace_hash = world.trace_hash();
  } catch (const std::exception& bug) {
    outcome.failures.push_back(std::string("exception: ") + bug.what());
  }
  return outcome;
}

}  // namespace tasuki::simulation
