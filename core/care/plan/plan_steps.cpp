#include "core/care/plan/plan_steps.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace tasuki::care {

namespace {

bool is_own(const PlanStep& step, const PlanReader& reader) {
  if (step.who == "agency") return step.agency == reader.agency;
  return step.who == "family" && reader.is_family;
}

/// Mistakes first: whoever reads this is in a hurry.
std::size_t rank_of(const PlanStep& step) {
  constexpr std::array<std::string_view, 4> kOrder{"avoid", "person", "family", "agency"};
  return static_cast<std::size_t>(std::ranges::find(kOrder, step.who) - kOrder.begin());
}

}  // namespace

PlanSteps plan_steps(const PlanVersion& version, std::string_view stage, const PlanReader& reader) {
  PlanSteps steps;
  if (const auto* shared = version.find("stage-" + std::string(stage))) {
    steps.messages.insert(shared->message);
    for (const auto& step : shared->section.steps) {
      if (step.who == "sign") continue;
      (is_own(step, reader) ? steps.own : steps.other).push_back(step);
    }
  }
  std::ranges::stable_sort(steps.other, {}, rank_of);
  if (const auto* hospital = stage == "red" ? version.find("hospital") : nullptr) {
    steps.messages.insert(hospital->message);
    const auto& agreed = hospital->section.steps;
    steps.other.insert(steps.other.end(), agreed.begin(), agreed.end());
  }
  return steps;
}

}  // namespace tasuki::care
