#pragma once

#include "core/care/escalation_step.hpp"
#include "core/care/receipt.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::proto::state {
class MessageState;
}

namespace tasuki::engine {

/// What `watch` shows: ids and codes, never content.
void tell_message(Turn& turn, const MessageRecord& message, const proto::state::MessageState& row);
void tell_receipt(Turn& turn, const RecordId& message, const TeamId& team, const AgencyId& author,
                  care::ReceiptState state, const RecordId& receipt);
void tell_call(Turn& turn, const RecordId& message, const TeamId& team, const AgencyId& author,
               const RecordId& call);
/// Whose turn it is to accept a message.
void tell_escalation(Turn& turn, const TeamId& team, const care::EscalationStep& step,
                     const RecordId& record);
/// Another agency has accepted, or closed, the message, or what forwards it: nobody else has to act.
void tell_taken(Turn& turn, const MessageRecord& message, const AgencyId& by, const RecordId& receipt);
/// Membership, coordinator, consent: `event` is `team` or `consent`.
void tell_governance(Turn& turn, const TeamId& team, const AgencyId& author, const RecordId& record,
                     std::string_view event);
/// A recipient's node holds or quarantines a message of ours.
void tell_hold(Turn& turn, const RecordId& message, const TeamId& team, const AgencyId& by,
               std::string_view event);
/// A message whose deadline has passed: `event` is `handoff-unaccepted` or `question-overdue`; `agency` wrote
/// the handoff, or owes the answer.
void tell_overdue_message(Turn& turn, const MessageRecord& message, const AgencyId& agency,
                          std::string_view event);
/// An agency's audit trail was seen with two histories. `code`: rewritten, cut-back.
void tell_audit_conflict(Turn& turn, const AgencyId& agency, std::string_view code);
void tell_peer(Turn& turn, const AgencyId& peer, bool up);
/// An agency became a contact on another's word.
void tell_introduced(Turn& turn, const AgencyId& agency, const AgencyId& introducer);

}  // namespace tasuki::engine
