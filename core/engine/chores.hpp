#pragma once

#include <optional>

#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// What time brings: sessions that were idle too long end, prekeys rotate, what has expired is cleared away.
void do_chores(Turn& turn);
/// When the next tick is due, as uptime.
std::optional<Duration> next_wake(const Turn& turn);

}  // namespace tasuki::engine
