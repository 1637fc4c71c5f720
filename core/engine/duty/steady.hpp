#pragma once

#include "core/base/store.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// A time of this node's own that outlives restarts and that no clock which jumps can push: `on` counts while
/// the node runs, by its uptime; `off` counts what passed between, as far as the wall clock says so. What is
/// decided about others' deadlines goes by `on` alone: a clock that is wrong makes a node late, never early.
struct Steady {
  Duration on{0};
  Duration off{0};
};

void open_steady(Desk& desk, Transaction& transaction);
Steady steady_now(const Desk& desk);
/// Now and then while something waits: what is not saved counts as `off` after a crash.
void save_steady_in_time(Turn& turn);

/// For `begin_new_life`: nobody was late in the time that this node has missed. Others tell it first.
void pass_over_what_was_missed(Transaction& transaction, Time now);

}  // namespace tasuki::engine
