#pragma once

#include <functional>
#include <optional>

#include "core/base/id.hpp"
#include "core/delivery/in_flight.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::state {
class InFlightEnvelope;
}
namespace tasuki::proto::wire {
class CannotOpen;
}

namespace tasuki::engine {

/// What was sealed for a peer and is not known to have arrived: kept as it travels, until the peer says that
/// it has it, or that it cannot take it.

/// How much that is, towards one peer.
delivery::InFlight& under_way_to(Turn& turn, const AgencyId& peer);
void keep_under_way(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash,
                    const proto::state::InFlightEnvelope& envelope);
/// Ends it, and what was noted of its carriers.
std::optional<proto::state::InFlightEnvelope> take_under_way(Turn& turn, const AgencyId& peer,
                                                             const EnvelopeHash& hash);
using VisitUnderWay =
    std::function<void(const EnvelopeHash& hash, const proto::state::InFlightEnvelope& envelope)>;
/// Oldest first. `visit` may end what it is shown.
void visit_under_way(Turn& turn, const AgencyId& peer, const VisitUnderWay& visit);

/// Its items to the front of the outbox, to be sealed anew.
void put_back(Turn& turn, const AgencyId& peer, const proto::state::InFlightEnvelope& envelope);
/// What has expired, or could not be taken on the last link, is put back.
void take_back_spent(Turn& turn, const AgencyId& peer);
/// The peer's keys have changed: all of it is put back.
void take_back_under_way(Turn& turn, const AgencyId& peer);
/// What peers refused is put back, for one more try: links may stay up for weeks.
void try_refused_again(Turn& turn);

/// The peer has committed it. False where it was not under way to that peer.
bool take_arrived(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash);
/// The peer cannot take one: its records go back to the front of the outbox, once on a link; what it cannot
/// take then waits for the next link, so that two nodes which do not understand each other come to rest.
void take_cannot_open(Turn& turn, const AgencyId& peer, const proto::wire::CannotOpen& message);

}  // namespace tasuki::engine
