#pragma once

#include <boost/asio/steady_timer.hpp>

#include "core/base/clock.hpp"
#include "net/task.hpp"

namespace tasuki::net {

/// Lets one task wait until another on the same strand calls it. A call before the wait is not lost.
class Wake {
 public:
  explicit Wake(const Executor& strand) : timer_(strand) {}

  void call() {
    called_ = true;
    timer_.cancel();
  }
  /// False when nobody called within `limit`.
  Task<bool> wait(Duration limit) {
    if (!called_) {
      timer_.expires_after(limit);
      co_await timer_.async_wait(kAwait);
    }
    co_return std::exchange(called_, false);
  }

 private:
  boost::asio::steady_timer timer_;
  bool called_ = false;
};

}  // namespace tasuki::net
