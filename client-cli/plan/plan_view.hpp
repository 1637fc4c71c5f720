#pragma once

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

Json json_of_plan(const api::PlanAnswer& plan);
Json json_of_plan_steps(const api::PlanStepsAnswer& steps);

/// With an alert: the reader's own part first, then the others'.
void show_plan_steps(const api::PlanStepsAnswer& steps, View& view);
/// Who may see which section, and who has which version.
void show_plan_sharing(const api::PlanAnswer& plan, View& view);

}  // namespace tasuki::cli
