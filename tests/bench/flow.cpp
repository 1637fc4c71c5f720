#include "tests/bench/flow.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace tasuki::bench {

namespace {

using Instant = std::chrono::steady_clock::time_point;

/// Joins answers (which name a message) and receipts (which may come first).
class Ledger {
 public:
  explicit Ledger(std::size_t receipts_each) : receipts_each_(receipts_each) {}

  void asked() {
    const std::lock_guard lock(mutex_);
    begun_.push_back(std::chrono::steady_clock::now());
  }
  void answered(const std::string& message) {
    const std::lock_guard lock(mutex_);
    auto& entry = entries_[message];
    entry.begun = begun_.front();
    begun_.pop_front();
    entry.known = true;
    settle(message, entry);
  }
  void receipt(const std::string& message) {
    const std::lock_guard lock(mutex_);
    auto& entry = entries_[message];
    ++entry.receipts;
    entry.last = std::chrono::steady_clock::now();
    settle(message, entry);
  }
  /// Waits until fewer than `window` are under way, `sent` having been sent.
  void wait_for_room(std::size_t sent, std::size_t window) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return sent - latencies_.size() < window; });
  }
  std::size_t done() {
    const std::lock_guard lock(mutex_);
    return latencies_.size();
  }
  std::vector<double> latencies() { return latencies_; }

 private:
  struct Entry {
    Instant begun;
    Instant last;
    std::size_t receipts = 0;
    bool known = false;
  };
  void settle(const std::string& message, const Entry& entry) {
    if (!entry.known || entry.receipts < receipts_each_) return;
    latencies_.push_back(std::chrono::duration<double>(entry.last - entry.begun).count());
    entries_.erase(message);
    changed_.notify_all();
  }

  std::size_t receipts_each_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Instant> begun_;
  std::map<std::string, Entry> entries_;
  std::vector<double> latencies_;
};

}  // namespace

proto::api::Request one_message(const std::string& team, const std::string& to) {
  proto::api::Request request;
  auto& send = *request.mutable_send();
  send.set_team(team);
  send.set_urgency("message");
  send.add_category("symptoms");
  if (!to.empty()) send.add_to(to);
  send.set_body(std::string(1024, 'x'));
  return request;
}

double Flow::quantile(double q) const {
  return latencies.empty()
             ? 0
             : latencies[std::min(latencies.size() - 1,
                                  static_cast<std::size_t>(q * static_cast<double>(latencies.size())))];
}

Flow send_many(Agency& sender, const std::string& team, std::size_t count, std::size_t window,
               std::size_t receipts_each, const std::string& to) {
  Ledger ledger(receipts_each);
  const auto watching = sender.another_pipe();
  proto::api::Request watch;
  watch.mutable_watch();
  watching->send(watch);
  watching->receive();
  std::thread watcher([&] {
    while (ledger.done() < count) {
      const auto response = watching->receive();
      if (response.event().event() == "receipt" && response.event().state() == "delivered") {
        ledger.receipt(response.event().message_id());
      }
    }
  });
  const auto pipe = sender.another_pipe();
  std::thread reader([&] {
    for (std::size_t i = 0; i < count; ++i) {
      const auto response = pipe->receive();
      if (response.has_error()) throw std::runtime_error("refused: " + response.error().code());
      ledger.answered(response.sent().message_id());
    }
  });
  const auto begun = std::chrono::steady_clock::now();
  auto request = one_message(team, to);
  for (std::size_t i = 0; i < count; ++i) {
    ledger.wait_for_room(i, window);
    ledger.asked();
    pipe->send(request);
  }
  reader.join();
  watcher.join();
  Flow flow;
  flow.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  flow.latencies = ledger.latencies();
  std::sort(flow.latencies.begin(), flow.latencies.end());
  return flow;
}

}  // namespace tasuki::bench
