#include "core/care/calendar/error.hpp"

namespace tasuki::care {

std::string_view error_name(CalendarError error) {
  switch (error) {
    case CalendarError::ZoneUnusable:
      return "zone-unusable";
    case CalendarError::HoursEmpty:
      return "hours-empty";
    case CalendarError::HoursTooLong:
      return "hours-too-long";
    case CalendarError::HoursUnreadable:
      return "hours-unreadable";
    case CalendarError::UnknownWeekday:
      return "unknown-weekday";
    case CalendarError::WeekdayMissing:
      return "weekday-missing";
    case CalendarError::WeekdayTwice:
      return "weekday-twice";
    case CalendarError::TimesMissing:
      return "times-missing";
    case CalendarError::NoSuchTime:
      return "no-such-time";
    case CalendarError::SpanEmpty:
      return "span-empty";
    case CalendarError::SpansOverlap:
      return "spans-overlap";
    case CalendarError::PlanOutOfBounds:
      return "plan-out-of-bounds";
    case CalendarError::HolidayUnusable:
      return "holiday-unusable";
    case CalendarError::HolidayTwice:
      return "holiday-twice";
    case CalendarError::TooManyHolidays:
      return "too-many-holidays";
  }
  return "calendar-error";
}

}  // namespace tasuki::care
