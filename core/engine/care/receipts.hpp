#pragma once

#include <set>

#include "core/care/message.hpp"
#include "core/care/receipt.hpp"
#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

class LoginSession;

/// States a receipt of this agency's and queues it for the message's sender and its other recipients; those
/// that are no contacts get it through the sender. `session` null: the node states it (delivered). Keeps the
/// rules of care::check_transition. Returns the receipt's id.
Result<RecordId> state_receipt(Turn& turn, const RecordId& message, care::ReceiptState state,
                               const std::string& said, const LoginSession* session);

/// Somebody else's receipt, its signatures verified. Counts where its author is a recipient of the message,
/// or was told by it, a forward, of a message that is here; or has a message that was forwarded to us. Comes
/// the message later, it waits for it. Handed on to those to whom we forwarded it, where it concerns them.
void take_receipt(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);

/// Notes that `agency` stated `state` by that receipt. The first statement of a state stands: false where
/// there is one.
bool keep_receipt(Turn& turn, const RecordId& message, const AgencyId& agency, care::ReceiptState state,
                  const RecordId& receipt);

/// What `agency` has stated about the message so far.
care::ReceiptsSoFar receipts_so_far(Transaction& transaction, const RecordId& message,
                                    const AgencyId& agency);

/// A record of this batch about a message.
struct Statement {
  RecordId record;
  CertificateHash certificate;
  RecordId message;
  bool concerns_those_told = false;  ///< As core/engine/duty/told.hpp says.
};
/// To everybody who may have it: the message's sender and its other recipients. Of what forwards another
/// message also those who have that one; and where it concerns them, those to whom either was forwarded.
/// Nobody else.
void ship_about_message(Turn& turn, const Statement& statement);

}  // namespace tasuki::engine
