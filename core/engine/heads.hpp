#pragma once

#include <optional>

#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// Signs the audit trail's end within a second of its last entry, so that a burst of them costs one
/// signature. At the end of a batch; what a crash leaves unsigned is signed after the next start.
void sign_head_in_time(Turn& turn);
/// When the next signature is due, as uptime.
std::optional<Duration> next_head(const Turn& turn);

}  // namespace tasuki::engine
