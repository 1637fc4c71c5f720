#pragma once

#include <vector>

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::proto::wire {
class WantRecords;
}

namespace tasuki::engine {

/// Governance that one side lacks and the other has (docs/protocol.md, section 12.5).

/// Asks `peer` for governance that this node lacks.
void want_governance(Turn& turn, const AgencyId& peer, const TeamId& team,
                     const std::vector<RecordId>& records);
/// What `record`, which waits, waits for, and then whatever else of its team is missing; a request has a
/// bound, and what is left out is asked for with the next that waits.
void want_what_is_missing(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);
/// There was no room for it to wait; with its envelope it was acknowledged, so that `peer` takes it for held
/// here.
void want_once_more(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);
/// The other side of it: members get what they ask for; former members that much of it on which their own
/// removal stands, and the removal.
void take_want(Turn& turn, const AgencyId& peer, const proto::wire::WantRecords& want);
/// A former member that may have lost what it knew is to learn once more that it is none: it is told its
/// removal with what that stands on. Nothing where it is a member, or never was one.
void tell_removals(Turn& turn, const AgencyId& peer, const TeamId& team);

}  // namespace tasuki::engine
