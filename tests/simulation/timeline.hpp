#pragma once

#include <functional>
#include <map>
#include <utility>

#include "core/base/clock.hpp"

namespace tasuki::simulation {

/// Virtual time, and what is to happen when. Things due at the same moment happen in the order in which they
/// were planned.
class Timeline {
 public:
  Duration now() const { return now_; }
  void at(Duration when, std::function<void()> what);
  void after(Duration delay, std::function<void()> what) { at(now_ + delay, std::move(what)); }

  /// Lets `time` pass, and all that is due in it happen.
  void run_for(Duration time);
  /// The same with nobody awake: what is due meanwhile is late.
  void leap(Duration time) { now_ += time; }

 private:
  Duration now_{0};
  std::uint64_t planned_ = 0;
  std::map<std::pair<Duration, std::uint64_t>, std::function<void()>> due_;
};

}  // namespace tasuki::simulation
