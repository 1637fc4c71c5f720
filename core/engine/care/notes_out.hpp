#pragma once

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// Whether what somebody said with a receipt or a call may go to `peer`: by consent for what its message is
/// about, decided now, as the message itself would be. Without words it may. It goes back to the message's
/// author, to whom an override told it, and to whoever is known to have a `phone` message: who does not learn
/// that it is taken goes on ringing.
bool may_have_note(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);

}  // namespace tasuki::engine
