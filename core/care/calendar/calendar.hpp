#pragma once

#include "core/care/calendar/holidays.hpp"
#include "core/care/calendar/time_zone.hpp"

namespace tasuki::care {

/// How time is counted where a node stands: what its clocks show, and which days are holidays.
struct Calendar {
  TimeZone zone = TimeZone::tokyo();
  Holidays holidays;

  LocalDay day_of(Time time) const { return std::chrono::floor<std::chrono::days>(zone.to_local(time)); }
  /// `time_of_day` may lie beyond 24:00: then it is on a later day. See TimeZone::to_utc.
  Time at(LocalDay day, TimeOfDay time_of_day) const { return zone.to_utc(day + time_of_day); }

  /// Saturdays, Sundays and holidays (土日祝).
  bool is_day_off(LocalDay day) const {
    const std::chrono::weekday weekday(day);
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday || holidays.contains(day);
  }

  friend bool operator==(const Calendar&, const Calendar&) = default;
};

}  // namespace tasuki::care
