#pragma once

#include <optional>
#include <vector>

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// The way out: records wait in the outbox, and become envelopes when there is a link or a carrier to take
/// them (design §5, "encrypt at release"). Whether consent still allows it is decided here once more.

/// For every peer with a link and room in its window: what waits, urgent first, several records to an
/// envelope. What is not hurried waits a moment for company.
void release_what_waits(Turn& turn);
/// When that moment is over, as uptime.
std::optional<Duration> next_release(const Turn& turn);
/// The same for a peer that is off: sealed, and kept for carriers. Gives the new envelopes.
std::vector<EnvelopeHash> release_for_carriers(Turn& turn, const AgencyId& peer);

}  // namespace tasuki::engine
