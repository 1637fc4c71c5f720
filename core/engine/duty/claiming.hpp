#pragma once

#include "core/care/duty/escalation.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// States a message's next step: whose turn it is, and what they are told. A step to somebody new is a
/// disclosure, decided as one: the message goes where consent lets it, else name and number only. False where
/// there can be no such step: somebody stated the highest number that there is.
bool claim_step(Turn& turn, const MessageRecord& message, const care::duty::Claim& claim);

/// Whether `agency` has the message, as far as is known here: written to it, or forwarded.
bool has_message(Turn& turn, const MessageRecord& message, const AgencyId& agency);

}  // namespace tasuki::engine
