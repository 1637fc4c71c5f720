#pragma once

#include <optional>

#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// A threshold that builds up across agencies raises the alert by itself (docs/protocol.md section 11.9).

/// The end of a batch: what it stated is signed, so the teams whose signs it touched can be looked at.
void look_at_signs_soon(Desk& desk);
/// The store is read anew: every team is looked at.
void look_at_all_signs(Desk& desk, Transaction& transaction);

/// Raises what has to be, where it is this node's turn. Costs nothing while no team is due.
void raise_alerts_in_time(Turn& turn);
/// When to look next, as uptime.
std::optional<Duration> next_look_at_signs(const Desk& desk);

}  // namespace tasuki::engine
