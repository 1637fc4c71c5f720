#pragma once

#include <optional>
#include <set>
#include <vector>

#include "core/engine/turn.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

/// Agencies under another root key, as this node's teams tell of them (docs/protocol.md, section 9.5).

/// Whether `agency` is the successor of another in this team and nobody here has compared its safety number:
/// nothing goes to it, and nothing of it is shown.
bool is_unverified(Turn& turn, const record::TeamState& state, const AgencyId& agency);
std::set<AgencyId> unverified_in(Turn& turn, const record::TeamState& state);
/// In all teams of which this agency is a member.
std::set<AgencyId> unverified_in_all(Turn& turn);

/// The succession by which `agency` continues another, or is continued, in any team that this node knows.
std::optional<record::SuccessionState> continues(Turn& turn, const AgencyId& agency);
std::optional<record::SuccessionState> continued_by(Turn& turn, const AgencyId& agency);

/// How many messages of `agency` are held since nobody has verified it.
std::uint64_t count_held_of(Turn& turn, const AgencyId& agency);

/// Somebody has compared its safety number: what was held for that is decided again.
void successor_verified(Turn& turn, const AgencyId& agency);

}  // namespace tasuki::engine
