#pragma once

#include "core/care/due/due.hpp"
#include "core/engine/turn.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

/// What this node knows of a team that says what is owed: members' kinds, milestones, reports, the crisis
/// plan's newest version, consents that end. Only what is shown here: two members may see different lists.
care::DueFacts due_facts(Turn& turn, const record::TeamState& state);

}  // namespace tasuki::engine
