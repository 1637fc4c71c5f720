#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/engine/turn.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

using TeamStatePtr = std::shared_ptr<const record::TeamState>;

/// A team as this node sees it now; a team that is not known has no members. Never null.
TeamStatePtr team_state(Turn& turn, const TeamId& team);
/// As somebody saw it who named these heads; null while one of them is not here.
TeamStatePtr state_at(Turn& turn, const TeamId& team, const std::vector<RecordId>& heads);

/// Whether both, and this agency, are members of one team.
bool share_a_team(Turn& turn, const AgencyId& one, const AgencyId& other);

/// The member that a program's selector names: an id, a prefix, or an exact name, even where agencies that
/// are no members have the same. Otherwise NotAMember, or what `find_agency` says.
Result<AgencyId> find_member(Transaction& transaction, const record::TeamState& state,
                             std::string_view typed);
/// The members that a program's selectors name: ids, prefixes, exact names, or `team` for every other member.
/// None at all means the same as `team`. Whoever is meant and is no member is NotAMember.
Result<std::set<AgencyId>> find_members(Turn& turn, const record::TeamState& state,
                                        const std::vector<std::string>& typed);

}  // namespace tasuki::engine
