#pragma once

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Recalled;
}

namespace tasuki::engine {

/// What must not go any more is taken back as soon as that is known (design §7): from the outbox, from what
/// is under way, and from carriers, to whom the recall key is shown when they can be reached. What has been
/// delivered stays delivered.

/// At the end of a batch in which a team has changed: for everybody to whom something waits or is under way.
void take_back_denied(Turn& turn);
/// What a successor was not given before somebody here had verified it goes out now, or is dropped where it
/// must not go any more; the rest waits on.
void let_go_withheld(Turn& turn, const AgencyId& peer);
/// Before what is under way to a peer goes out again. Periods of consents end by themselves.
void take_back_denied_from(Turn& turn, const AgencyId& peer);
/// Shows a carrier that has been greeted what it is still to be told.
void show_recalls(Turn& turn, const AgencyId& carrier);
void take_recalled(Turn& turn, const AgencyId& carrier, const proto::wire::Recalled& recalled);

}  // namespace tasuki::engine
