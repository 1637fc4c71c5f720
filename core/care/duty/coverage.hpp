#pragma once

#include <set>
#include <vector>

#include "core/care/calendar/window.hpp"
#include "core/care/duty/escalation.hpp"
#include "core/record/governance.hpp"

namespace tasuki::care::duty {

/// The team's day, as its roster says; the usual one where there is none.
DayPlan day_plan_of(const record::Roster* roster);

/// Who answers in a window, in order; of the team's present members only.
std::vector<Callee> on_duty(const record::Roster& roster, Window window, const std::set<AgencyId>& members);
/// Who answers at `now`.
std::vector<Callee> on_duty(const record::Roster& roster, const Calendar& calendar, Time now,
                            const std::set<AgencyId>& members);

/// The windows of the seven days from `now` in which nobody answers.
std::vector<Span> gaps_of(const record::Roster& roster, const Calendar& calendar, Time now,
                          const std::set<AgencyId>& members);

}  // namespace tasuki::care::duty
