#include "core/care/duty/coverage.hpp"

#include <algorithm>

namespace tasuki::care::duty {

DayPlan day_plan_of(const record::Roster* roster) {
  return roster == nullptr ? DayPlan() : DayPlan{roster->opens, roster->closes};
}

std::vector<Callee> on_duty(const record::Roster& roster, Window window, const std::set<AgencyId>& members) {
  std::vector<Callee> callees;
  for (const auto& entry : roster.entries) {
    if (window_of(entry.window) != window || !members.contains(entry.agency)) continue;
    const Callee callee{entry.agency, entry.number};
    if (std::ranges::find(callees, callee) == callees.end()) callees.push_back(callee);
  }
  return callees;
}

std::vector<Callee> on_duty(const record::Roster& roster, const Calendar& calendar, Time now,
                            const std::set<AgencyId>& members) {
  return on_duty(roster, window_at(calendar, day_plan_of(&roster), now).window, members);
}

std::vector<Span> gaps_of(const record::Roster& roster, const Calendar& calendar, Time now,
                          const std::set<AgencyId>& members) {
  auto week = week_of(calendar, day_plan_of(&roster), now);
  std::erase_if(week, [&](const Span& span) { return !on_duty(roster, span.window, members).empty(); });
  return week;
}

}  // namespace tasuki::care::duty
