#pragma once

#include <optional>

#include "core/care/escalation_step.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// A `phone` message that somebody has to accept goes on, from one to the next on the roster, until somebody
/// does (design §8; docs/protocol.md section 12.10). The sender's node sees to it; others take over where it
/// is silent. What waits is in the store, so that a restart forgets nothing.

/// A message that somebody has to accept; what forwards it is part of that.
bool is_escalated(const care::Message& message);

/// A message was stated here, or is shown here from now on: if it has to be accepted, and this node may have
/// to see to it.
void begin_escalation(Turn& turn, const MessageRecord& message);
/// Something became known about a message, or what forwards it: a receipt, a call. Looked at when the batch
/// ends.
void escalation_has_news(Turn& turn, const RecordId& message);
/// Somebody declined it, or what forwards it: where it had ended because they had taken it, it goes on.
void go_on_if_given_back(Turn& turn, const RecordId& message);
/// A step is known from now on.
void step_is_known(Turn& turn, const care::EscalationStep& step);
/// A link to a peer is up: what it has to say about this comes first.
void note_link_for_escalations(Turn& turn, const AgencyId& peer);

/// Whatever is due. Costs nothing before `next_escalation`. Nothing, where the batch has stated something
/// that is not in the store yet: what it knows would not be all.
void escalate_in_time(Turn& turn);
/// When to look again, as uptime.
std::optional<Duration> next_escalation(const Turn& turn);

}  // namespace tasuki::engine
