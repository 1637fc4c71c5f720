#include "tests/simulation/copies.hpp"

#include "core/audit/held_heads.hpp"
#include "core/delivery/contact.hpp"
#include "core/record/card_store.hpp"

namespace tasuki::simulation {

namespace {

constexpr std::size_t kMostCopies = 8;
/// A life is named by the second in which it begins.
constexpr Duration kBetweenLives = std::chrono::seconds(2);
constexpr Duration kUntilNoticed = std::chrono::minutes(4);
constexpr Duration kUntilMet = std::chrono::minutes(3);

template <class Work>
auto look_at(test::MemoryStore& disk, Work&& work) {
  struct Closing {
    test::MemoryStore& disk;
    ~Closing() { disk.rollback(); }
  } closing{disk};
  return work(disk.begin());
}

std::uint32_t incarnation_known(Transaction& transaction, const AgencyId& agency) {
  const auto known = record::find_known_agency(transaction, agency);
  return known ? known->card.incarnation.number : 0;
}

void end_fork(World& world, std::size_t node) {
  if (auto* fork = world.book().fork_of(node)) fork->is_over = true;
}

/// A copy on a shelf stays as it is.
test::MemoryStore copy_of(const Copy& copy) { return *copy.disk; }

bool knows_of_more(World& world, std::size_t who, const Fork& fork) {
  const AgencyId& agency = world.node(fork.node).agency();
  return world.node(who).look([&](Transaction& transaction) {
    const auto held = audit::newest_held(transaction, agency, fork.incarnation);
    return (held && held->head.number > fork.entries) ||
           incarnation_known(transaction, agency) > fork.incarnation;
  });
}

}  // namespace

void take_copy(World& world, std::size_t index) {
  Node& node = world.node(index);
  world.trace(node.name(), "is copied");
  world.reached("a copy taken");
  Copy copy{index, std::make_shared<test::MemoryStore>(node.store()), node.incarnation(),
            world.timeline().now()};
  auto& copies = world.book().copies;
  if (copies.size() < kMostCopies) {
    copies.push_back(std::move(copy));
  } else {
    world.chance().pick(copies) = std::move(copy);
  }
}

bool may_live_anew(World& world, std::size_t index, test::MemoryStore& disk) {
  const auto begun = world.book().new_lives.find(index);
  if (begun != world.book().new_lives.end() && world.timeline().now() < begun->second + kBetweenLives)
    return false;
  return look_at(disk, [&](Transaction& transaction) {
    return std::ranges::all_of(delivery::list_contacts(transaction), [&](const AgencyId& contact) {
      const auto& node = world.node(world.node_of(contact).value());
      return incarnation_known(transaction, contact) == node.incarnation();
    });
  });
}

void live_anew(World& world, std::size_t index) {
  Node& node = world.node(index);
  world.injured(node.name() + " begins a new life");
  world.reached("a new life");
  end_fork(world, index);
  node.begin_new_life();
  world.book().new_lives[index] = world.timeline().now();
}

void restore(World& world, const Copy& copy) {
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(world.timeline().now() - copy.at).count();
  const auto index = copy.node;
  world.injured(world.node(index).name() + "'s disk dies; there is a copy " + std::to_string(age) + " s old");
  world.reached("a restore");
  world.node(index).replace_disk(copy_of(copy));
  live_anew(world, index);
}

void start_old(World& world, const Copy& copy) {
  Node& node = world.node(copy.node);
  world.injured(node.name() + " is started from an old copy");
  world.reached("an old copy started");
  end_fork(world, node.index());
  const auto incarnation = copy.incarnation;
  node.replace_disk(copy_of(copy));
  Fork fork{node.index(), incarnation, node.look(audit::tail).number, {}};
  for (std::size_t other = 0; other < world.size(); ++other) {
    if (other != node.index() && knows_of_more(world, other, fork)) fork.known_by.insert(other);
  }
  world.book().forks.push_back(std::move(fork));
}

bool has_noticed(World& world, const Fork& fork) {
  Node& node = world.node(fork.node);
  return fork.was_refused || node.look([&](Transaction& transaction) {
    return std::ranges::any_of(audit::head_conflicts(transaction), [&](const audit::HeadConflict& conflict) {
      return conflict.entry.agency == node.agency() && conflict.entry.incarnation == fork.incarnation;
    });
  });
}

void end_forks(World& world) {
  auto& forks = world.book().forks;
  if (std::ranges::all_of(forks, &Fork::is_over)) return;
  world.timeline().run_for(kUntilNoticed / 2);
  for (const auto& fork : forks) {
    if (!fork.is_over) world.office(fork.node).change_shift();  // each has a head to show that is new
  }
  world.timeline().run_for(kUntilNoticed);
  world.check_before_new_lives();
  while (world.failures().empty() && !std::ranges::all_of(forks, &Fork::is_over)) {
    auto next = std::ranges::find_if(forks, [&](const Fork& fork) {
      return !fork.is_over && may_live_anew(world, fork.node, world.node(fork.node).store());
    });
    // Where somebody else has begun a new life meanwhile, the others tell of it.
    if (next == forks.end())
      next = std::ranges::find_if(forks, [](const Fork& fork) { return !fork.is_over; });
    const auto node = next->node;
    live_anew(world, node);
    world.node(node).start();
    world.timeline().run_for(kUntilMet);
  }
}

}  // namespace tasuki::simulation
