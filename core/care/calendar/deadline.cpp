#include "core/care/calendar/deadline.hpp"

#include <algorithm>

namespace tasuki::care {

namespace {

/// More than all windows of a year.
constexpr std::size_t kMostWindows = 1500;

}  // namespace

std::optional<Time> next_opening_plus(const OfficeHours& hours, const Calendar& calendar, Time time,
                                      Duration length) {
  if (hours.is_open(calendar, time)) return time + length;
  const auto opening = hours.next_opening(calendar, time);
  return opening ? std::optional(*opening + length) : std::nullopt;
}

std::optional<Time> next_opening_plus(const DayPlan& plan, const Calendar& calendar, Time time,
                                      Duration length) {
  Span span = window_at(calendar, plan, time);
  for (std::size_t count = 0; count < kMostWindows; ++count) {
    if (span.window == Window::Business) return std::max(span.begin, time) + length;
    span = window_at(calendar, plan, span.end);
  }
  return std::nullopt;
}

}  // namespace tasuki::care
