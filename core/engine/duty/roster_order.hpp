#pragma once

#include <vector>

#include "core/care/duty/coverage.hpp"
#include "core/engine/turn.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

/// Who answers for the team at this moment, in order, by a clock that is not ahead of the others'. Nobody
/// where there is no roster.
std::vector<care::duty::Callee> on_duty_now(const Desk& desk, const record::TeamState& team);

}  // namespace tasuki::engine
