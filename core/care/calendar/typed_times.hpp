#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/care/calendar/time_zone.hpp"

/// Times of day as people type them. For core/care/calendar's own files.
namespace tasuki::care::typed {

inline constexpr std::size_t kMaxHoursText = 500;  ///< bytes

/// What stands between blanks and commas; a semicolon is one by itself.
struct Token {
  std::string text;
  std::size_t character;  ///< where it begins, from 1
};
/// In small letters, full-width letters as half-width ones, every dash as `-`, without blanks around it.
/// HoursTooLong, or HoursUnreadable where it is not UTF-8.
Result<std::vector<Token>> tokens_of(std::string_view text);

/// With the token's place as its detail.
Error at(CalendarError error, const Token& token);

/// Within a day, or beyond its end: 22:00 to 30:00 is until six in the morning.
struct TimeSpan {
  TimeOfDay opens;
  TimeOfDay closes;
  friend auto operator<=>(const TimeSpan&, const TimeSpan&) = default;
};
/// `9:00-17:30`, `22:00-06:00`.
Result<TimeSpan> read_span(const Token& token);
/// `09:00-17:30`, `22:00-06:00`.
std::string show_span(const TimeSpan& span);

}  // namespace tasuki::care::typed
