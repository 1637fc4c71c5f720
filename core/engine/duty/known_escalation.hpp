#pragma once

#include "core/care/duty/escalation.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// All that is known here of a message's escalation (docs/protocol.md section 12.10): what the rules in
/// core/care/duty decide by.
care::duty::Escalation escalation_of(Turn& turn, const MessageRecord& message);

/// Somebody here logged a call about it, or about what forwards it, that nobody answered.
bool nobody_answered_us(Turn& turn, const RecordId& message);

}  // namespace tasuki::engine
