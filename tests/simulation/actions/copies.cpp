#include "tests/simulation/copies.hpp"

#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

void take_somebodys_copy(World& world) {
  const auto running = world.running();
  if (!running.empty()) take_copy(world, world.chance().pick(running));
}

const Copy* choose_copy(World& world) {
  auto& copies = world.book().copies;
  if (copies.empty()) return nullptr;
  const auto& copy = world.chance().pick(copies);
  return may_live_anew(world, copy.node, *copy.disk) ? &copy : nullptr;
}

Duration until_it_runs(World& world) {
  return world.chance().spread(std::chrono::seconds(1), std::chrono::minutes(20));
}

void start_later(World& world, std::size_t node) {
  world.timeline().after(until_it_runs(world), [&world, node] { world.node(node).start(); });
}

void restore_somebody(World& world) {
  const auto* copy = choose_copy(world);
  if (copy == nullptr) return;
  const auto node = copy->node;
  restore(world, *copy);
  start_later(world, node);
}

void start_an_old_copy(World& world) {
  const auto* copy = choose_copy(world);
  if (copy == nullptr) return;
  const auto node = copy->node;
  start_old(world, *copy);
  start_later(world, node);
}

/// Whose keys may have been stolen begins anew where it is.
void begin_anew(World& world) {
  const auto node = world.chance().below(world.size());
  if (!may_live_anew(world, node, world.node(node).store())) return;
  live_anew(world, node);
  start_later(world, node);
}

/// Whoever has been told that its store is an old copy follows the advice.
void follow_the_advice(World& world) {
  for (auto& fork : world.book().forks) {
    if (fork.is_over || !has_noticed(world, fork)) continue;
    if (!may_live_anew(world, fork.node, world.node(fork.node).store())) continue;
    const auto node = fork.node;
    live_anew(world, node);
    return start_later(world, node);
  }
}

}  // namespace

void add_copies(Actions& actions) {
  actions.push_back({"take-copy", Matter::Copy, 6, take_somebodys_copy});
  actions.push_back({"restore", Matter::Copy, 5, restore_somebody});
  actions.push_back({"start-old-copy", Matter::Copy, 2, start_an_old_copy});
  actions.push_back({"begin-anew", Matter::Copy, 1, begin_anew});
  actions.push_back({"follow-the-advice", Matter::Copy, 3, follow_the_advice});
}

}  // namespace tasuki::simulation
