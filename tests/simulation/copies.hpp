#pragma once

#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

/// What becomes of copies of disks, as `backup`, `restore` and careless people make them.

void take_copy(World& world, std::size_t node);

/// Whether the node may begin a new life on this disk now: it has to know the present keys of every contact.
/// Two that were both restored, and know of each other only keys that are gone, have to be paired anew.
bool may_live_anew(World& world, std::size_t node, test::MemoryStore& disk);

/// The machine is gone, with its disk. Another one begins a new life with the copy.
void restore(World& world, const Copy& copy);
/// The same with the disk as it is: `restore --here`.
void live_anew(World& world, std::size_t node);
/// The copy is started as if nothing had happened.
void start_old(World& world, const Copy& copy);

/// Whether the node has learned that what it runs is an old copy.
bool has_noticed(World& world, const Fork& fork);
/// At the end: whoever runs an old copy has time to notice, and then begins a new life.
void end_forks(World& world);

}  // namespace tasuki::simulation
