#pragma once

#include <vector>

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::engine {

class LoginSession;

/// States a governance record, signed at once, enters it into the ledger, and ships it to every member that
/// is a contact. `team` is zero for a founding. The payload already names its parents. Returns the record's
/// id.
Result<RecordId> state_governance(Turn& turn, const LoginSession& session, record::Kind kind,
                                  const TeamId& team, Bytes payload);

/// Somebody's, handed over by `peer`. What lacks a parent or a certificate waits and is asked for.
void take_governance(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);

/// A certificate (its hash) or a card (its agency's id) has come: what waited for it.
void take_governance_that_waited(Turn& turn, ByteView arrived);

/// Somebody of another agency has left; `peer` hands the end of the certificate over. What was stated behind
/// it does not count any more, so everything that stands on the agency's teams is judged anew; a coordinator
/// passes it on.
void take_certificate_end(Turn& turn, const AgencyId& peer, const record::SignedBytes& bytes);
/// The same after an end has been kept, here or from elsewhere.
void certificate_ended(Turn& turn, const AgencyId& agency);

}  // namespace tasuki::engine
