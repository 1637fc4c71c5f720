#include "core/care/duty/deadlines.hpp"

#include <algorithm>

#include "core/care/calendar/deadline.hpp"
#include "core/care/duty/coverage.hpp"

namespace tasuki::care::duty {

Duration phone_within(const record::TeamState& team) {
  return team.agreement ? team.agreement->what.phone_within : kUsualPhoneWithin;
}

std::string emergency_number(const record::TeamState& team) {
  return team.agreement ? team.agreement->what.emergency_number : std::string(kUsualEmergencyNumber);
}

std::optional<Time> accept_by(const record::TeamState& team, Urgency urgency, const Calendar& calendar,
                              Time now) {
  if (urgency == Urgency::Phone) return now + phone_within(team);
  const auto agreement = team.agreement ? team.agreement->what : record::UrgencyAgreement{};
  const auto plan = day_plan_of(team.roster ? &team.roster->what : nullptr);
  return next_opening_plus(plan, calendar, now, agreement.message_after_opening);
}

bool is_as_agreed(const record::Situation& situation, Urgency urgency,
                  const std::set<std::string>& categories) {
  return situation.phone == (urgency == Urgency::Phone) &&
         std::ranges::includes(situation.categories, categories);
}

}  // namespace tasuki::care::duty
