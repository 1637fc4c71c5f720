#pragma once

#include <optional>
#include <string_view>

#include "core/care/plan/plan_steps.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// What the newest plan says for a stage.
struct StepsNow {
  care::PlanVersion version;
  care::PlanSteps steps;
  bool overdue = false;
};

/// For this agency, its own part first. Nothing where no plan is held here, or none that says anything about
/// the stage. It is text about the person:
/// whoever hands it to somebody notes that person as its reader.
std::optional<StepsNow> steps_now(Turn& turn, const TeamId& team, std::string_view stage);

}  // namespace tasuki::engine
