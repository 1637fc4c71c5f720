#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "core/base/clock.hpp"
#include "core/engine/event.hpp"

namespace tasuki::node {

/// What happened and waits for the rules, in the order of arrival. Any thread puts in; the loop takes out.
/// Bounded: whoever puts in waits while it is full, which makes sockets wait, and with them whoever sends.
class EventQueue {
 public:
  struct Limits {
    std::size_t events = 8'192;
    std::size_t bytes = 32 * 1024 * 1024;  ///< of frames and requests
  };

  EventQueue() : EventQueue(Limits()) {}
  explicit EventQueue(const Limits& limits) : limits_(limits) {}

  /// Waits while the queue is full. False: it is closed, and the event dropped.
  bool push(engine::Event event);
  /// The same for several that came together: whoever takes them gets them together, up to `most`.
  bool push(std::vector<engine::Event> events);
  /// Up to `most` of what waits. Where nothing does, waits for `wait` at the longest; may come back empty.
  std::vector<engine::Event> take(std::size_t most, Duration wait);
  /// Nothing more comes in; what waits may still be taken.
  void close();
  /// Closed and empty.
  bool is_done() const;

 private:
  bool is_full() const { return events_.size() >= limits_.events || bytes_ >= limits_.bytes; }

  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable work_;
  std::deque<engine::Event> events_;
  std::size_t bytes_ = 0;
  bool closed_ = false;
};

}  // namespace tasuki::node
