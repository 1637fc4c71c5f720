#include "node/event_queue.hpp"

namespace tasuki::node {

namespace {

std::size_t bytes_of(const engine::Event& event) {
  if (const auto* command = std::get_if<engine::Command>(&event)) return command->request.size();
  if (const auto* frame = std::get_if<engine::FrameReceived>(&event)) return frame->frame.size();
  return 0;
}

}  // namespace

bool EventQueue::push(engine::Event event) {
  std::vector<engine::Event> events;
  events.push_back(std::move(event));
  return push(std::move(events));
}

bool EventQueue::push(std::vector<engine::Event> events) {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [this] { return closed_ || !is_full(); });
  if (closed_) return false;
  const bool was_empty = events_.empty();
  for (auto& event : events) {
    bytes_ += bytes_of(event);
    events_.push_back(std::move(event));
  }
  if (was_empty) work_.notify_one();
  return true;
}

std::vector<engine::Event> EventQueue::take(std::size_t most, Duration wait) {
  std::unique_lock lock(mutex_);
  work_.wait_for(lock, wait, [this] { return closed_ || !events_.empty(); });
  const bool was_full = is_full();
  std::vector<engine::Event> taken;
  while (!events_.empty() && taken.size() < most) {
    bytes_ -= bytes_of(events_.front());
    taken.push_back(std::move(events_.front()));
    events_.pop_front();
  }
  if (was_full) room_.notify_all();
  return taken;
}

void EventQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  room_.notify_all();
  work_.notify_all();
}

bool EventQueue::is_done() const {
  const std::lock_guard lock(mutex_);
  return closed_ && events_.empty();
}

}  // namespace tasuki::node
