#pragma once

#include <optional>
#include <set>

#include "core/care/calendar/window.hpp"
#include "core/record/governance.hpp"

/// For whom a handoff is, and until when somebody is to have accepted it. Pure.
namespace tasuki::care {

/// How long before its window a handoff is to be accepted.
inline constexpr Duration kAcceptedBefore = std::chrono::minutes(30);

/// When the team's day opens and closes by its roster; without one the usual hours.
DayPlan day_plan_of(const record::Roster& roster);

/// Who answers first in a window; nobody where the roster leaves a gap.
std::optional<AgencyId> first_in(const record::Roster& roster, Window window);
/// All that the roster names for a window, without `self`.
std::set<AgencyId> covering(const record::Roster& roster, Window window, const AgencyId& self);

/// The next window, behind the one that `now` is in, that begins under another agency than `self`. Nothing
/// where there is none within ten days: `self` covers all of it, or nobody does.
std::optional<Span> next_of_others(const record::Roster& roster, const Calendar& calendar,
                                   const AgencyId& self, Time now);
/// Of a hand-back: also the window that has begun already, where it is another agency's.
std::optional<Span> handed_back_to(const record::Roster& roster, const Calendar& calendar,
                                   const AgencyId& self, Time now);
/// When the run of `self`'s windows began that ends where `until` begins; where it has none, the window
/// before.
Time duty_began(const record::Roster& roster, const Calendar& calendar, const AgencyId& self, Time until);

/// Half an hour before the window begins; where that has passed, its beginning; where that has passed too,
/// half an hour from now.
Time accept_by(const Span& window, Time now);

}  // namespace tasuki::care
