#pragma once

#include "core/audit/events.hpp"
#include "core/base/result.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Introduction;
}

namespace tasuki::engine {

/// The introducer's side of an introduction (docs/protocol.md, section 3.6).

/// Tells two face-to-face contacts of each other, with a secret for both; once more, the same secret.
/// NotTwoAgencies, NotAContact, NotFaceToFace, NoSharedTeam.
Result<> introduce(Turn& turn, const audit::Actor& actor, const AgencyId& one, const AgencyId& other);
/// The coordinator tells the members of each other that it has met itself and has not told yet.
void introduce_members(Turn& turn, const TeamId& team);
/// The same in every team of which `peer` is a member: it was met face to face just now.
void introduce_in_its_teams(Turn& turn, const AgencyId& peer);
/// `peer` lives anew from a copy, and may have lost whom it was told of.
void introduce_again(Turn& turn, const AgencyId& peer);

/// What goes to `peer` about `agency`. False: one of the two is not met face to face any more.
bool fill_introduction(Turn& turn, const AgencyId& peer, const AgencyId& agency,
                       proto::wire::Introduction& out);

}  // namespace tasuki::engine
