#include "core/care/duty/escalation.hpp"

#include <algorithm>
#include <tuple>

namespace tasuki::care::duty {

namespace {

void add_once(std::vector<AgencyId>& agencies, const AgencyId& agency) {
  if (std::ranges::find(agencies, agency) == agencies.end()) agencies.push_back(agency);
}

bool was_tried(const Escalation& escalation, const Callee& callee) {
  if (escalation.unanswered.contains(callee.number) || escalation.declined.contains(callee.agency))
    return true;
  return std::ranges::any_of(escalation.steps, [&](const Claimed& claim) { return claim.callee == callee; });
}

bool all_declined(const Escalation& escalation) {
  return !escalation.recipients.empty() &&
         std::ranges::all_of(escalation.recipients,
                             [&](const AgencyId& each) { return escalation.declined.contains(each); });
}

/// Before the first step it is the recipients' turn: all of their numbers that are to be rung are.
std::string_view out_before_the_first(const Escalation& escalation) {
  if (all_declined(escalation)) return "declined";
  const bool nobody_answered =
      !escalation.to_ring.empty() && std::ranges::includes(escalation.unanswered, escalation.to_ring);
  return nobody_answered && !escalation.roster.empty() ? "no-answer" : "";
}

}  // namespace

std::vector<AgencyId> drivers_of(const Escalation& escalation) {
  std::vector<AgencyId> drivers{escalation.author};
  if (std::ranges::find(escalation.recipients, escalation.coordinator) != escalation.recipients.end())
    add_once(drivers, escalation.coordinator);
  for (const auto& recipient : escalation.recipients) add_once(drivers, recipient);
  return drivers;
}

std::optional<std::size_t> place_of(const Escalation& escalation, const AgencyId& self) {
  const auto drivers = drivers_of(escalation);
  const auto found = std::ranges::find(drivers, self);
  if (found == drivers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - drivers.begin());
}

std::uint32_t step_reached(const Escalation& escalation) {
  std::uint32_t highest = 0;
  for (const auto& claim : escalation.steps) highest = std::max(highest, claim.step);
  return highest;
}

const Claimed* present_claim(const Escalation& escalation) {
  const auto highest = step_reached(escalation);
  const Claimed* present = nullptr;
  for (const auto& claim : escalation.steps) {
    if (claim.step != highest) continue;
    if (present == nullptr || std::tie(claim.stated_at, claim.by) < std::tie(present->stated_at, present->by))
      present = &claim;
  }
  return present;
}

bool is_taken(const Escalation& escalation) { return !escalation.accepted.empty(); }

bool is_exhausted(const Escalation& escalation) {
  // Somebody cut off may have seen another roster's end: whoever still has a turn, has it.
  const auto highest = step_reached(escalation);
  return highest > 0 && std::ranges::all_of(escalation.steps, [&](const Claimed& claim) {
           return claim.step != highest || !claim.callee;
         });
}

std::string_view out_of_turn(const Escalation& escalation) {
  const auto highest = step_reached(escalation);
  if (highest == 0) return out_before_the_first(escalation);
  bool declined = true;
  for (const auto& claim : escalation.steps) {
    if (claim.step != highest || !claim.callee) continue;
    const bool refused = escalation.declined.contains(claim.callee->agency);
    if (!refused && !escalation.unanswered.contains(claim.callee->number)) return {};
    declined = declined && refused;
  }
  return declined ? "declined" : "no-answer";
}

std::optional<Callee> next_callee(const Escalation& escalation) {
  const auto next = std::ranges::find_if(escalation.roster, [&](const Callee& callee) {
    return callee.agency != escalation.author && !was_tried(escalation, callee);
  });
  return next == escalation.roster.end() ? std::nullopt : std::optional(*next);
}

Due what_is_due(const Escalation& escalation, const AgencyId& self, const Waited& waited,
                const Limits& limits) {
  const auto place = place_of(escalation, self);
  if (!place || is_taken(escalation) || is_exhausted(escalation)) return Over{};
  const auto reached = step_reached(escalation);
  const Duration grace = limits.grace * static_cast<std::int64_t>(*place);
  const Duration left = (reached == 0 ? limits.first : limits.each) + grace - waited.since_step;
  const auto reason = out_of_turn(escalation);
  if (!reason.empty() && waited.since_out) {
    const Duration left_out = (waited.at_once ? Duration::zero() : grace) - *waited.since_out;
    if (left_out <= Duration::zero()) return Claim{reached + 1, reason, next_callee(escalation)};
    if (left > Duration::zero()) return Wait{std::min(left, left_out)};
  }
  if (left > Duration::zero()) return Wait{left};
  return Claim{reached + 1, "deadline", next_callee(escalation)};
}

std::optional<Claim> due_at_once(const Escalation& escalation) {
  const auto reason = out_of_turn(escalation);
  if (reason.empty() || is_taken(escalation) || is_exhausted(escalation)) return std::nullopt;
  return Claim{step_reached(escalation) + 1, reason, next_callee(escalation)};
}

}  // namespace tasuki::care::duty
