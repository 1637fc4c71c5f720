#pragma once

#include "core/base/clock.hpp"
#include "tests/simulation/timeline.hpp"

namespace tasuki::simulation {

/// A computer's clock in virtual time: it runs too fast or too slow, and may be set wrong.
class SkewedClock final : public Clock {
 public:
  SkewedClock(const Timeline& timeline, Time start) : timeline_(timeline), start_(start) {}

  Time now() const override { return start_ + since_anchor() + offset_; }
  Duration uptime() const override { return since_anchor(); }

  /// From now on, in millionths; what has passed stays passed.
  void drift(std::int64_t parts_per_million) {
    shown_ = since_anchor();
    anchor_ = timeline_.now();
    drift_ = parts_per_million;
  }
  /// The wall clock jumps; uptime does not.
  void jump(Duration by) { offset_ += by; }
  /// As if somebody had set it by a good clock.
  void correct() {
    drift(0);
    offset_ = timeline_.now() - since_anchor();
  }
  /// In virtual time: when `uptime` will have come.
  Duration when(Duration uptime) const {
    const Duration left = uptime - since_anchor();
    if (left <= Duration::zero()) return timeline_.now();
    return timeline_.now() + left * 1'000'000 / (1'000'000 + drift_) + Duration(1);
  }

 private:
  Duration since_anchor() const {
    const Duration passed = timeline_.now() - anchor_;
    return shown_ + passed + Duration(passed.count() * drift_ / 1'000'000);
  }

  const Timeline& timeline_;
  Time start_;
  Duration anchor_{0};
  Duration shown_{0};
  Duration offset_{0};
  std::int64_t drift_ = 0;
};

}  // namespace tasuki::simulation
