#include "core/care/calendar/holidays.hpp"

#include "core/care/calendar/public_holidays.hpp"
#include "core/care/payload.hpp"

namespace tasuki::care {

Result<Holidays> Holidays::create(const std::vector<HolidayChange>& changes) {
  if (changes.size() > kMaxHolidayChanges) return CalendarError::TooManyHolidays;
  Holidays holidays;
  std::size_t number = 0;
  for (const auto& change : changes) {
    const auto which = std::to_string(++number);
    if (!check_said(change.name, kMaxHolidayName, Lines::One))
      return Error(CalendarError::HolidayUnusable, which);
    if (!holidays.changes_.emplace(change.day, change).second)
      return Error(CalendarError::HolidayTwice, which);
  }
  return holidays;
}

std::optional<std::string_view> Holidays::name_of(LocalDay day) const {
  const auto change = changes_.find(day);
  if (change == changes_.end()) return public_holiday(day);
  if (change->second.kind == HolidayChange::Kind::Removed) return std::nullopt;
  return change->second.name;
}

}  // namespace tasuki::care
