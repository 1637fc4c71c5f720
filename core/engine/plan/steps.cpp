#include "core/engine/plan/steps.hpp"

#include "core/engine/desk.hpp"
#include "core/engine/plan/plans.hpp"

namespace tasuki::engine {

std::optional<StepsNow> steps_now(Turn& turn, const TeamId& team, std::string_view stage) {
  auto versions = plans_of(turn, team);
  if (versions.empty()) return std::nullopt;
  auto& newest = versions.front();
  const auto& kind = turn.desk.identity->kind;
  auto steps = care::plan_steps(newest, stage, {turn.desk.agency(), kind == "family" || kind == "neighbour"});
  if (steps.is_empty()) return std::nullopt;
  const bool overdue = care::is_overdue(newest.review_day, today(turn));
  return StepsNow{std::move(newest), std::move(steps), overdue};
}

}  // namespace tasuki::engine
