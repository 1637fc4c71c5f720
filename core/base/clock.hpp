#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tasuki {

/// Wall-clock time, UTC, in milliseconds. In records it is the signer's claim, never proof.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

/// The node's only source of time. Real nodes hand in the system's, tests one they move by hand.
class Clock {
 public:
  virtual ~Clock() = default;
  /// May jump, in either direction.
  virtual Time now() const = 0;
  /// Never goes back; its zero means nothing. For intervals and timers.
  virtual Duration uptime() const = 0;
};

constexpr std::int64_t to_millis(Time time) { return time.time_since_epoch().count(); }
/// As messages of `proto/` say that there is no time: 0.
constexpr std::int64_t millis_or_zero(const std::optional<Time>& time) { return time ? to_millis(*time) : 0; }
constexpr Time from_millis(std::int64_t millis) { return Time(Duration(millis)); }

/// RFC 3339, UTC, milliseconds: `2026-02-13T08:00:00.000Z`.
std::string to_rfc3339(Time time);
/// RFC 3339 with `Z` or an offset, seconds' fraction optional. Anything else, or a day that does not exist:
/// nothing.
std::optional<Time> from_rfc3339(std::string_view text);

}  // namespace tasuki
