#pragma once

#include <optional>

#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// The audit trail's end is signed within a second of its last entry, so that a burst of them costs one
/// signature. What a crash leaves unsigned is signed after the next start.

/// At the end of a batch.
void note_head_due(Turn& turn);
/// As time comes: never in the batch of a command, which may only ask and must not fail on a full disk.
void sign_head_in_time(Turn& turn);
/// When the next signature is due, as uptime.
std::optional<Duration> next_head(const Turn& turn);

}  // namespace tasuki::engine
