#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/calendar/calendar.hpp"

namespace tasuki::care {

/// The coverage windows (対応時間帯). At each moment exactly one holds:
///
///   22:00 to 6:00, whatever the day              Night
///   else, on Saturdays, Sundays and holidays     Weekend
///   else, until the team's day opens             Early
///   while it is open                             Business
///   and until 22:00                              Late
///
/// Night belongs to no day: the ward answers it in the night to a Sunday as in any other.
enum class Window { Business, Early, Late, Night, Weekend };

/// The vocabulary's code (List::CoverageWindow).
std::string_view code_of(Window window);
std::optional<Window> window_of(std::string_view code);

inline constexpr TimeOfDay kNightEnds = std::chrono::hours(6);
inline constexpr TimeOfDay kNightBegins = std::chrono::hours(22);

/// When a team's day opens and closes: what parts Early, Business and Late.
struct DayPlan {
  TimeOfDay opens = std::chrono::hours(9);
  TimeOfDay closes = std::chrono::hours(17);
  friend bool operator==(const DayPlan&, const DayPlan&) = default;
};
/// kNightEnds <= opens < closes <= kNightBegins. The functions below take another as if what lies in the
/// night were not said.
bool is_acceptable(const DayPlan& plan);
/// `09:00-17:00`, and back; for people, so `9:00-17:00` too. See CalendarError for what can be wrong.
std::string to_text(const DayPlan& plan);
Result<DayPlan> parse_day_plan(std::string_view text);

/// One window from `begin` until just before `end`. Never empty: a window that the clocks' change leaves out
/// is left out.
struct Span {
  Window window;
  Time begin;
  Time end;
  friend bool operator==(const Span&, const Span&) = default;
};

/// The window that `time` is in.
Span window_at(const Calendar& calendar, const DayPlan& plan, Time time);
/// That one and those after it, `count` in all: each begins when the one before it ends.
std::vector<Span> next_windows(const Calendar& calendar, const DayPlan& plan, Time time, std::size_t count);
/// The windows of the coming seven days: from the one that `time` is in to the last that begins before the
/// clocks show the same a week later.
std::vector<Span> week_of(const Calendar& calendar, const DayPlan& plan, Time time);

}  // namespace tasuki::care
