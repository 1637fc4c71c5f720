#pragma once

#include <optional>

#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class CannotOpen;
class EnvelopeAck;
}  // namespace tasuki::proto::wire

namespace tasuki::engine {

/// The way out: records wait in the outbox, and become envelopes when there is a link to take them (design
/// §5, "encrypt at release"). Whether consent still allows it is decided here once more.

/// For every peer with a link and room in its window: what waits, urgent first, several records to an
/// envelope. What is not hurried waits a moment for company.
void release_what_waits(Turn& turn);
/// When that moment is over, as uptime.
std::optional<Duration> next_release(const Turn& turn);
/// A link has come up: what is under way goes out again, as it was. What has expired meanwhile, or could not
/// be taken on the last link, goes back to the front of the outbox, to be sealed anew.
void send_again(Turn& turn, const AgencyId& peer);

/// The peer's keys have changed: all that is under way to it goes back to the front of the outbox.
void take_back_under_way(Turn& turn, const AgencyId& peer);

/// What a peer refused goes back to the outbox, for one more try: links may stay up for weeks.
void try_refused_again(Turn& turn);

/// The peer has committed these.
void take_acknowledgement(Turn& turn, const AgencyId& peer, const proto::wire::EnvelopeAck& acknowledgement);
/// The peer cannot take one: its records go back to the front of the outbox, once on a link; what it cannot
/// take then waits for the next link, so that two nodes which do not understand each other come to rest.
void take_cannot_open(Turn& turn, const AgencyId& peer, const proto::wire::CannotOpen& message);

}  // namespace tasuki::engine
