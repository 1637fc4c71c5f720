#pragma once

#include "core/base/clock.hpp"

namespace tasuki::test {

inline constexpr Duration kDay = std::chrono::hours(24);

/// A clock that moves only when told.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start = from_millis(1'771'000'000'000)) : now_(start) {}

  Time now() const override { return now_; }
  Duration uptime() const override { return uptime_; }

  void advance(Duration by) {
    now_ += by;
    uptime_ += by;
  }
  /// The wall clock jumps; uptime does not.
  void set(Time now) { now_ = now; }

 private:
  Time now_;
  Duration uptime_{0};
};

}  // namespace tasuki::test
