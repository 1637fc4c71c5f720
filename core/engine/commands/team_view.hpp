#pragma once

#include "core/engine/turn.hpp"

namespace tasuki::proto::api {
class TeamAnswer;
}

namespace tasuki::engine {

/// What a program is told of a team. Members without a known card have no name.
proto::api::TeamAnswer describe_team(Turn& turn, const TeamId& team);

}  // namespace tasuki::engine
