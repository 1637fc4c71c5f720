#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "core/base/bytes.hpp"

namespace tasuki::bench {

/// The beginning of a handshake that the node behind an invitation's code answers: preamble and message 1.
/// Whoever has ever been given a code can make it, and it costs the node three of its four X25519 operations.
Bytes unfinished_handshake(const std::string& code);

/// A flood of unfinished handshakes, 2,000 connections a second from as many addresses of this machine, for
/// as long as it lives: every second one to a port says `opening`, the others say nothing; the oldest of 400
/// gives way to a new one. No faster, or its own work would take more from the nodes than what it asks of
/// them.
class Flood {
 public:
  Flood(std::vector<int> ports, Bytes opening);
  ~Flood();
  Flood(const Flood&) = delete;
  Flood& operator=(const Flood&) = delete;

  /// Connections begun since the beginning, per second.
  double per_second() const;

 private:
  void run();
  /// The socket, or -1.
  int connect_from(std::size_t number);

  std::vector<int> ports_;
  Bytes opening_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::atomic<std::size_t> connections_ = 0;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace tasuki::bench
