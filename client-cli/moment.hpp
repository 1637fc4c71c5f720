#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/care/calendar/time_zone.hpp"

namespace tasuki::cli {

/// The node's time zone.
using Zone = care::TimeZone;

/// When a command is run, by the node's clock, and where.
struct Moment {
  Time now{};
  Zone zone = Zone::tokyo();
};

/// The first instant of `day` (`2026-02-13`, `2026/2/13` is not) in the zone; a day that does not exist:
/// nothing.
std::optional<Time> parse_day(std::string_view day, const Zone& zone);
/// The first instant of the day that `time` is in.
Time beginning_of_day(Time time, const Zone& zone);
/// The first instant of the next one.
Time end_of_day(Time time, const Zone& zone);

/// Which of two readings a bare time of day or a length of time has.
enum class Tense { Past, Future };

/// RFC 3339, or in the zone `2026-02-13 17:00`, `2026-02-13`, `17:00` (the latest or next such time), or
/// `30m`, `3h`, `2d` (ago or from now).
std::optional<Time> parse_time(std::string_view text, const Moment& moment, Tense tense);

/// `90s`, `30m`, `24h`, `7d`; more than nothing, up to ten years.
std::optional<Duration> parse_duration(std::string_view text);

/// `2026-02-13 17:00` in the zone.
std::string show_time(Time time, const Zone& zone);
/// `2026-02-13` in the zone.
std::string show_day(Time time, const Zone& zone);

/// A day of the calendar, counted from 1970-01-01: the one that `time` is in, in the zone.
std::int32_t day_number(Time time, const Zone& zone);
/// `2026-02-13`.
std::string show_day(std::int32_t number);

}  // namespace tasuki::cli
