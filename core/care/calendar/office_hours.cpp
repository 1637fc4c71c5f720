#include "core/care/calendar/office_hours.hpp"

#include <algorithm>

namespace tasuki::care {

namespace {

using std::chrono::days;

/// Longer than a year: what is open on one day of the year is found.
constexpr days kHorizon(400);

}  // namespace

OfficeHours OfficeHours::always() {
  OfficeHours hours;
  hours.week_.fill({{TimeOfDay(0), std::chrono::hours(24)}});
  hours.open_on_holidays_ = true;
  return hours;
}

const OfficeHours::Spans& OfficeHours::spans_on(const Calendar& calendar, LocalDay day) const {
  static const Spans kNone;
  const auto& spans = week_[std::chrono::weekday(day).iso_encoding() - 1];
  return spans.empty() || open_on_holidays_ || !calendar.holidays.contains(day) ? spans : kNone;
}

/// The first time of being open that ends after `time`. One that does not end within the horizon is cut
/// there.
std::optional<OfficeHours::Run> OfficeHours::run_after(const Calendar& calendar, Time time) const {
  const LocalDay today = calendar.day_of(time);
  std::optional<Run> run;
  // What ends after `time` began the day before at the earliest, since none is longer than a day.
  for (LocalDay day = today - days(1); day < today + kHorizon; day += days(1)) {
    for (const auto& span : spans_on(calendar, day)) {
      const Time begin = calendar.at(day, span.opens);
      const Time end = calendar.at(day, span.closes);
      if (begin == end) continue;
      if (run && begin <= run->end) {
        run->end = std::max(run->end, end);
      } else {
        if (run && run->end > time) return run;
        run = Run{begin, end};
      }
    }
  }
  return run && run->end > time ? run : std::nullopt;
}

bool OfficeHours::is_open(const Calendar& calendar, Time time) const {
  const LocalDay today = calendar.day_of(time);
  // Where clocks have been put back over midnight, what they have shown of the next day has begun.
  for (LocalDay day = today - days(1); day <= today + days(2); day += days(1)) {
    for (const auto& span : spans_on(calendar, day)) {
      if (calendar.at(day, span.opens) <= time && time < calendar.at(day, span.closes)) return true;
    }
  }
  return false;
}

std::optional<Time> OfficeHours::next_opening(const Calendar& calendar, Time time) const {
  if (is_open(calendar, time)) {
    const auto closing = next_closing(calendar, time);
    return closing ? next_opening(calendar, *closing) : std::nullopt;
  }
  const auto run = run_after(calendar, time);
  return run ? std::optional(run->begin) : std::nullopt;
}

std::optional<Time> OfficeHours::next_closing(const Calendar& calendar, Time time) const {
  const auto run = run_after(calendar, time);
  if (!run || run->end >= calendar.at(calendar.day_of(time) + kHorizon, TimeOfDay(0))) return std::nullopt;
  return run->end;
}

}  // namespace tasuki::care
