#pragma once

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::state {
class TeamState;
}

namespace tasuki::engine {

/// What this node keeps about a team besides its ledger. Empty where there is nothing yet.
proto::state::TeamState load_team_row(Transaction& transaction, const TeamId& team);
void save_team_row(Transaction& transaction, const TeamId& team, const proto::state::TeamState& row);
/// The team is known here from now on, so that people can name it.
void keep_team_row(Turn& turn, const TeamId& team);

}  // namespace tasuki::engine
