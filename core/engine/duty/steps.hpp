#pragma once

#include <vector>

#include "core/audit/events.hpp"
#include "core/care/escalation_step.hpp"
#include "core/engine/care/messages.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// A step of an escalation as this node knows it.
struct KnownStep {
  RecordId record;
  AgencyId by;
  care::EscalationStep step;
};

/// Of one message, in the steps' order; a step claimed by several comes several times, by agency.
std::vector<KnownStep> steps_of(Transaction& transaction, const RecordId& message);

/// Keeps a step, ours or another's: `bytes` is its payload. What waited for the forward it names is taken.
/// False where its author has claimed this step before.
bool keep_step(Turn& turn, const KnownStep& known, ByteView payload);
/// To the message's sender and recipients, and to those who were told of it by a step before.
void ship_step(Turn& turn, const RecordId& record, const care::EscalationStep& step,
               const MessageRecord& message);
/// Somebody else's, its signatures verified. Counts where a node stated it whose agency drives the message,
/// or to which an earlier step had gone.
void take_step(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);
/// Ours, of an earlier life.
void take_back_step(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);

/// The trail's entry of a step.
audit::Draft escalated(const audit::Actor& actor, const RecordId& record, const care::EscalationStep& step);

/// Who coordinated the team when the message was written, as far as that can be known here.
AgencyId coordinator_of(Turn& turn, const MessageRecord& message);

}  // namespace tasuki::engine
