#pragma once

#include <optional>

#include "core/care/calendar/office_hours.hpp"
#include "core/care/calendar/window.hpp"

namespace tasuki::care {

/// "An hour after you open": `length` after the next opening; while it is open, `length` after `time`. It is
/// time as it passes, also beyond closing. Nothing where it does not open within a year: there is no such
/// deadline, and whoever asks has to name another.
std::optional<Time> next_opening_plus(const OfficeHours& hours, const Calendar& calendar, Time time,
                                      Duration length);
/// The same by the team's day, whose openings are the beginnings of the Business windows.
std::optional<Time> next_opening_plus(const DayPlan& plan, const Calendar& calendar, Time time,
                                      Duration length);

}  // namespace tasuki::care
