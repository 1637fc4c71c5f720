#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "net/peer_transport.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {

/// Events as they come from the transport's thread, to be waited for on the test's.
class EventQueue {
 public:
  void push(engine::Event event);
  /// The next event of this type; others before it are dropped. Fails the test, and throws, when none comes
  /// in time.
  template <class Event>
  Event next(Duration limit = std::chrono::seconds(10)) {
    const auto by = std::chrono::steady_clock::now() + limit;
    for (;;) {
      engine::Event event = next_of_any(by);
      if (auto* wanted = std::get_if<Event>(&event)) return std::move(*wanted);
    }
  }
  /// Whether an event of this type waits now.
  template <class Event>
  bool has() const {
    const std::lock_guard lock(mutex_);
    for (const auto& event : events_) {
      if (std::holds_alternative<Event>(event)) return true;
    }
    return false;
  }

 private:
  engine::Event next_of_any(std::chrono::steady_clock::time_point by);

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<engine::Event> events_;
};

/// A node's transport on a thread of its own, on loopback.
class Peer {
 public:
  explicit Peer(std::uint64_t seed, net::PeerLimits limits = {});
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer();

  /// Listens on a free port of this host and gives the endpoint.
  std::string listen(const std::string& host = "127.0.0.1");
  /// Stops within `limit`, or says that it did not.
  bool stop(Duration limit);

  engine::Dial dial_to(const Peer& other, std::vector<std::string> endpoints, std::uint8_t psk = 7) const;
  /// Dials, answers the other's PskQuery with `psk`, and gives both LinkUps: this one's, the other's.
  std::pair<engine::LinkUp, engine::LinkUp> connect(Peer& other, const std::string& endpoint,
                                                    std::uint8_t psk = 7);

  void send(engine::ConnectionId connection, Bytes frame) { transport->send({connection, std::move(frame)}); }
  void answer(const engine::PskQuery& query, std::uint8_t psk);

  const AgencyId& id() const { return id_; }
  const crypto::DhPublicKey& key() const { return key_->public_key(); }

 private:
  class Thread;
  SeededRandom random_;
  AgencyId id_;
  std::shared_ptr<const crypto::DhKey> key_;
  std::unique_ptr<Thread> thread_;

 public:
  EventQueue events;
  std::unique_ptr<net::PeerTransport> transport;
};

/// A bare TCP connection, for strangers.
class RawConnection {
 public:
  /// From this address of loopback (`127.0.0.2`), so that many strangers can be played.
  RawConnection(const std::string& from, const std::string& endpoint);
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;
  ~RawConnection();

  void write(ByteView bytes);
  /// What comes until the other side closes; fails the test when it does not within `limit`.
  Bytes read_to_end(Duration limit = std::chrono::seconds(10));
  /// Whether the other side has closed, or closes within `limit`.
  bool is_closed(Duration limit);

 private:
  int socket_;
};

}  // namespace tasuki::test
