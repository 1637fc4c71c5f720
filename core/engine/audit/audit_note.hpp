#pragma once

#include "core/audit/events.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

class LoginSession;

/// Writes an entry of the audit trail, in the transaction of what it is about.
void note(Turn& turn, const audit::Draft& draft);

/// The person who is logged in, or the node itself.
audit::Actor actor_of(const LoginSession* session);

}  // namespace tasuki::engine
