#pragma once

#include <ostream>
#include <stdexcept>
#include <string_view>

#include "core/care/calendar/window.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::care {

inline Time utc(std::string_view text) {
  const auto time = from_rfc3339(text);
  if (!time) throw std::invalid_argument(std::string(text));
  return *time;
}

/// `2026-02-13 17:00` in Japan.
inline Time in_tokyo(std::string_view text) { return utc(std::string(text) + ":00+09:00"); }

inline LocalDay day(int year, unsigned month, unsigned day_of_month) {
  return LocalDay(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day_of_month));
}

/// What a failed test shows.
inline void PrintTo(const Span& span, std::ostream* out) {
  *out << code_of(span.window) << " " << to_rfc3339(span.begin) << " " << to_rfc3339(span.end);
}

/// From the second Sunday in March to the first in November, at two o'clock, as New York has had it since
/// 2007.
TimeZone like_new_york();
/// Clocks are put back from 0:30 to 23:30 and forward from 23:30 to 0:30: over midnight.
TimeZone over_midnight();
/// As Samoa did in 2011: the thirtieth of December 2026 is left out.
TimeZone without_a_day();
/// Up to 40 changes of up to a day each, hours to months apart, around `time`.
TimeZone any_zone(test::SeededRandom& random, Time time);

/// Less than `limit`.
std::int64_t any_below(test::SeededRandom& random, std::int64_t limit);

}  // namespace tasuki::care
