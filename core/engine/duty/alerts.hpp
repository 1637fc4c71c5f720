#pragma once

#include "core/care/escalation_step.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// What the node runs a program for, besides showing it: ids and codes only.

/// A message has come, also one that is held: where it is for the phone, or a warning sign's alert.
void alert_to_message(Turn& turn, const MessageRecord& message);
/// It is this agency's turn; or nobody is left, and this agency wrote it or coordinates.
void alert_to_step(Turn& turn, const TeamId& team, const care::EscalationStep& step, bool is_to_call);

}  // namespace tasuki::engine
