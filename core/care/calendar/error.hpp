#pragma once

#include <string_view>

namespace tasuki::care {

/// Why a text or a table that somebody wrote is no time zone, day plan, list of holidays or office hours.
/// Errors of texts say in their detail at which character the fault begins, counted from 1.
enum class CalendarError {
  ZoneUnusable,     ///< Its changes are not in order, or no clock is ever off by as much.
  HoursEmpty,       ///< Nothing is said.
  HoursTooLong,     ///< More than kMaxHoursText bytes, or more than kMaxSpansPerDay on one day.
  HoursUnreadable,  ///< Neither a weekday, a time span nor a known word.
  UnknownWeekday,   ///< None of mon … sun, 月 … 日.
  WeekdayMissing,   ///< A time span with no weekday before it.
  WeekdayTwice,     ///< One weekday in two parts.
  TimesMissing,     ///< Weekdays without a time span.
  NoSuchTime,       ///< Not 0:00 to 24:00.
  SpanEmpty,        ///< A time span that ends when it begins.
  SpansOverlap,     ///< Two time spans of one weekday.
  PlanOutOfBounds,  ///< A day plan that does not open at 6:00 or later and close by 22:00, in this order.
  HolidayUnusable,  ///< A day that does not exist, or a name that is empty, too long or not one line.
  HolidayTwice,     ///< One day named twice.
  TooManyHolidays,
};
std::string_view error_name(CalendarError error);

}  // namespace tasuki::care
