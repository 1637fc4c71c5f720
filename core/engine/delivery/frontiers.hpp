#pragma once

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Hello;
}

namespace tasuki::engine {

/// How far each side has got (docs/protocol.md, section 5.1): stated per session with every greeting.

void state_frontiers(Turn& turn, const AgencyId& peer, proto::wire::Hello& hello);
/// A peer that has received more of a session than was sent in it here knows more of us than we do: this
/// store is an old copy, and what it would send next in that session would pass for something that came long
/// ago. A new session begins. Of a peer's word no more is made: it may be dishonest.
void compare_frontiers(Turn& turn, const AgencyId& peer, const proto::wire::Hello& hello);

}  // namespace tasuki::engine
