#include "tests/simulation/timeline.hpp"

#include <algorithm>

namespace tasuki::simulation {

void Timeline::at(Duration when, std::function<void()> what) {
  due_.emplace(std::pair(when, planned_++), std::move(what));
}

void Timeline::run_for(Duration time) {
  const Duration end = now_ + time;
  while (!due_.empty() && due_.begin()->first.first <= end) {
    const auto next = due_.extract(due_.begin());
    now_ = std::max(now_, next.key().first);
    next.mapped()();
  }
  now_ = std::max(now_, end);
}

}  // namespace tasuki::simulation
