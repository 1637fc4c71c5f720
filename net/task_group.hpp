#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "net/task.hpp"

namespace tasuki::net {

/// Owns the tasks that were spawned on one strand, and cancels them. Call it on that strand only.
class TaskGroup {
 public:
  /// `on_bug` hears of a task that ended by an exception other than its cancellation.
  TaskGroup(Executor strand, std::function<void(std::string_view what)> on_bug);
  /// The tasks go on; what they need must outlive them.
  ~TaskGroup();

  /// Starts the task at once. After `cancel` it is dropped unstarted.
  void spawn(Task<> task);
  /// Cancels every task; each ends at the wait it is in, or at its next.
  void cancel();
  /// Calls `then` once when no task is left; at once when none is.
  void when_empty(std::function<void()> then);
  std::size_t size() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace tasuki::net
