#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/result.hpp"
#include "core/care/calendar/error.hpp"

namespace tasuki::care {

/// What a clock on the wall shows; says nothing about when that is.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;
/// A day on the wall's calendar. Its year, month and weekday: std::chrono's.
using LocalDay = std::chrono::local_days;
/// Since midnight.
using TimeOfDay = std::chrono::minutes;

inline constexpr std::size_t kMaxTransitions = 4096;

/// How the clocks on the walls of a place run: a value, without any database behind it. The node reads it
/// from the system's (node/zones.hpp).
class TimeZone {
 public:
  /// From `at` on, clocks are `offset` ahead of UTC.
  struct Transition {
    Time at;
    std::chrono::seconds offset;
    friend bool operator==(const Transition&, const Transition&) = default;
  };

  /// Nine hours ahead, always: Japan has no summer time.
  static TimeZone tokyo();
  /// `before` holds until the first transition. CalendarError::ZoneUnusable where they are not ascending, are
  /// more than kMaxTransitions, or an offset is a day or more.
  static Result<TimeZone> create(std::string name, std::chrono::seconds before,
                                 std::vector<Transition> transitions);

  const std::string& name() const { return name_; }
  std::chrono::seconds offset_before() const { return before_; }
  const std::vector<Transition>& transitions() const { return transitions_; }

  std::chrono::seconds offset_at(Time time) const;
  LocalTime to_local(Time time) const;
  /// The earliest moment at which the clocks show `local` or more. So of an hour that comes twice it is the
  /// first one, and what is left out when clocks go forward is the moment of the change. Never falls when
  /// `local` rises: what follows each other on the wall does so in time.
  Time to_utc(LocalTime local) const;

  friend bool operator==(const TimeZone&, const TimeZone&) = default;

 private:
  TimeZone(std::string name, std::chrono::seconds before, std::vector<Transition> transitions);

  std::string name_;
  std::chrono::seconds before_;
  std::vector<Transition> transitions_;
};

}  // namespace tasuki::care
