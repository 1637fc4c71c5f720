#pragma once

#include <vector>

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::proto::wire {
class WantRecords;
}

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

/// Asks `peer` for governance that this node lacks.
void want_governance(Turn& turn, const AgencyId& peer, const TeamId& team,
                     const std::vector<RecordId>& records);
/// The other side of it: members get what they ask for; former members that much of it on which their own
/// removal stands, and the removal.
void take_want(Turn& turn, const AgencyId& peer, const proto::wire::WantRecords& want);
/// A former member that may have lost what it knew is to learn once more that it is none: it is told its
/// removal with what that stands on. Nothing where it is a member, or never was one.
void tell_removals(Turn& turn, const AgencyId& peer, const TeamId& team);

/// Somebody of another agency has left; `peer` hands the end of the certificate over. What was stated behind
/// it does not count any more, so everything that stands on the agency's teams is judged anew; a coordinator
/// passes it on.
void take_certificate_end(Turn& turn, const AgencyId& peer, const record::SignedBytes& bytes);
/// The same after an end has been kept, here or from elsewhere.
void certificate_ended(Turn& turn, const AgencyId& agency);

}  // namespace tasuki::engine
