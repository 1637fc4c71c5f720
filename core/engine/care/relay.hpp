#pragma once

#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class RelayedReceipt;
}

namespace tasuki::engine {

/// A receipt or call record about a message of ours, for a recipient that its author does not know: we know
/// both.
void take_relay(Turn& turn, const AgencyId& peer, const proto::wire::RelayedReceipt& relay);

}  // namespace tasuki::engine
