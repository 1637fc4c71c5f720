#pragma once

#include <vector>

#include "core/care/plan/plan_versions.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// The team's crisis plan as far as it is held here, every version, the newest first.
std::vector<care::PlanVersion> plans_of(Turn& turn, const TeamId& team);

/// The day that it is where this node stands.
care::DayNumber today(const Turn& turn);

}  // namespace tasuki::engine
