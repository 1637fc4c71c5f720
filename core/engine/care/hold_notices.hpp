#pragma once

#include "core/care/notice.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// Tells a message's sender that it is not shown here, and why; of a violation the coordinator learns too.
void send_hold_notice(Turn& turn, const MessageRecord& message, care::HoldReason reason);
/// Somebody else's, its signature verified: about a message of ours, or to us as coordinator.
void take_hold_notice(Turn& turn, const record::SignedRecord& record);

/// The newest hold notice of `agency` about a message of ours.
std::optional<care::HoldReason> hold_reported_by(Transaction& transaction, const RecordId& message,
                                                 const AgencyId& agency);

}  // namespace tasuki::engine
