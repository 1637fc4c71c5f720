#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/clock.hpp"
#include "core/engine/event.hpp"

namespace tasuki::node {

/// Runs what the configuration names (`on_alert`) when somebody has to look: a lamp, a bell, a pager. The
/// program is told ids and codes in its environment (TASUKI_ALERT, TASUKI_URGENCY, TASUKI_TEAM_ID,
/// TASUKI_MESSAGE_ID, TASUKI_STEP), never content. One at a time, in order, each for a limited time; what
/// comes while too many wait is dropped. All of that is logged under a code; the node goes on whatever
/// happens.
class AlertHook {
 public:
  static constexpr std::size_t kMostWaiting = 64;

  explicit AlertHook(std::vector<std::string> command, Duration limit = std::chrono::seconds(30));
  AlertHook(const AlertHook&) = delete;
  AlertHook& operator=(const AlertHook&) = delete;
  /// Ends what runs.
  ~AlertHook();

  /// From any thread; never waits. Without a program it does nothing.
  void raise(engine::Alert alert);

 private:
  void run();
  void run_one(const engine::Alert& alert);
  bool is_stopping();

  const std::vector<std::string> command_;
  const Duration limit_;
  std::mutex mutex_;
  std::condition_variable something_;
  std::deque<engine::Alert> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tasuki::node
