#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "core/engine/event.hpp"

namespace tasuki::node {

/// Argon2id on a thread of its own, one at a time: it takes long, and much memory, which is given back to the
/// system after each.
class Deriver {
 public:
  /// `done` is called on that thread.
  explicit Deriver(std::function<void(engine::Derived)> done);
  Deriver(const Deriver&) = delete;
  Deriver& operator=(const Deriver&) = delete;
  /// Waits for the one under way; drops the rest.
  ~Deriver();

  void derive(engine::Derive job);

 private:
  void work();

  const std::function<void(engine::Derived)> done_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<engine::Derive> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tasuki::node
