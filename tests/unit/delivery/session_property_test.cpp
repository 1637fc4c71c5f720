#include <gtest/gtest.h>

#include <set>

#include "tests/unit/delivery/session_node.hpp"

namespace tasuki::delivery {
namespace {

/// One direction: what its sender has under way, and what the network holds.
struct Direction {
  SessionNode& from;
  SessionNode& to;
  std::map<EnvelopeHash, SealedEnvelope> in_flight{};  ///< Left after a commit, not acknowledged yet.
  std::map<EnvelopeHash, std::string> carries{};
  std::vector<SealedEnvelope> network{};
  std::map<std::string, int> opened{};
  std::vector<std::string> waiting{};
};

/// Two nodes over a network that loses, repeats and reorders; either may crash before a commit, and the
/// responder may lose all its sessions. Senders keep what is not acknowledged and send the same bytes again.
class WildPair {
 public:
  explicit WildPair(std::uint64_t seed) : pair_(seed), choices_(seed ^ 0x5eed) {}

  void run(int steps) {
    for (int step = 0; step < steps; ++step) {
      Direction& direction = choices_.below(2) == 0 ? ab_ : ba_;
      switch (choices_.below(12)) {
        case 0:
        case 1:
        case 2:
          say(direction);
          break;
        case 3:
          resend(direction);
          break;
        case 4:
          if (choices_.below(10) == 0) lose_sessions(direction);
          break;
        default:
          deliver(direction);
      }
    }
    settle();
  }
  std::size_t said() const { return said_; }
  std::size_t crashes() const { return crashes_; }
  std::size_t recoveries() const { return recoveries_; }

  void expect_all_opened_once() const {
    for (const auto* direction : {&ab_, &ba_}) {
      for (const auto& [text, times] : direction->opened) EXPECT_EQ(times, 1) << text;
    }
    EXPECT_EQ(ab_.opened.size() + ba_.opened.size(), said_);
  }

 private:
  void say(Direction& direction) {
    direction.waiting.push_back(std::to_string(said_++));
    release(direction);
  }

  /// Seals what waits. A crash before the commit means that nothing has left and all is as before.
  void release(Direction& direction) {
    while (!direction.waiting.empty()) {
      SessionNode& node = direction.from;
      Transaction& transaction = node.store().begin();
      const auto sealed =
          node.sessions().seal(transaction, direction.to.card(), as_bytes(direction.waiting.back()),
                               node.now + kLongestLifetime, node.now);
      if (choices_.below(5) == 0) {
        ++crashes_;
        node.store().crash();
        continue;
      }
      EXPECT_TRUE(node.store().commit());
      note_key(direction, *sealed);
      direction.in_flight.emplace(sealed->hash, *sealed);
      direction.carries.emplace(sealed->hash, direction.waiting.back());
      direction.waiting.pop_back();
      if (choices_.below(10) != 0) direction.network.push_back(*sealed);
      if (choices_.below(10) == 0) direction.network.push_back(*sealed);
    }
  }

  void note_key(const Direction& direction, const SealedEnvelope& sealed) {
    const auto part = unseal(direction.to.own(), Envelope::parse(sealed.bytes).value()).value().part;
    EXPECT_TRUE(keys_.insert({part.header.dh, part.header.number}).second) << "a message key was used twice";
  }

  void resend(Direction& direction) {
    for (const auto& [hash, sealed] : direction.in_flight) direction.network.push_back(sealed);
  }

  void deliver(Direction& direction) {
    if (direction.network.empty()) return;
    const auto index = static_cast<std::ptrdiff_t>(choices_.below(direction.network.size()));
    const SealedEnvelope sealed = direction.network[static_cast<std::size_t>(index)];
    direction.network.erase(direction.network.begin() + index);
    SessionNode& node = direction.to;
    const auto opened =
        node.sessions().open(node.store().begin(), Envelope::parse(sealed.bytes).value(), node.now);
    if (choices_.below(5) == 0) {
      ++crashes_;
      node.store().crash();
      return;
    }
    EXPECT_TRUE(node.store().commit());
    if (opened) ++direction.opened[to_string(opened->payload)];
    if (opened || opened.error().is(SessionError::Replay)) {
      direction.in_flight.erase(sealed.hash);
    } else {
      EXPECT_TRUE(opened.error().is(SessionError::CannotOpen)) << opened.error().name();
      send_again(direction, sealed);
    }
  }

  void send_again(Direction& direction, const SealedEnvelope& sealed) {
    if (direction.in_flight.erase(sealed.hash) == 0) return;  // told before
    ++recoveries_;
    direction.from.drop(direction.to, sealed.session);
    direction.waiting.push_back(direction.carries.at(sealed.hash));
    release(direction);
  }

  /// What a node set back to an old copy looks like to the other.
  void lose_sessions(Direction& direction) {
    direction.to.run([&](Transaction& tx) {
      for (const auto& id : list_sessions(tx, direction.from.agency()))
        erase_session(tx, direction.from.agency(), id);
    });
  }

  void settle() {
    for (int round = 0; round < 200 && !(ab_.in_flight.empty() && ba_.in_flight.empty()); ++round) {
      for (auto* direction : {&ab_, &ba_}) {
        resend(*direction);
        while (!direction->network.empty()) deliver(*direction);
      }
    }
  }

  SessionPair pair_;
  test::SeededRandom choices_;
  Direction ab_{pair_.a, pair_.b};
  Direction ba_{pair_.b, pair_.a};
  std::set<std::pair<crypto::DhPublicKey, std::uint32_t>> keys_;
  std::size_t said_ = 0;
  std::size_t crashes_ = 0;
  std::size_t recoveries_ = 0;
};

TEST(SessionProperty, EverythingOpensExactlyOnceAndNoKeyLeavesTwice) {
  std::size_t crashes = 0;
  std::size_t recoveries = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    WildPair pair(seed);
    pair.run(150);
    pair.expect_all_opened_once();
    EXPECT_GT(pair.said(), 15U);
    crashes += pair.crashes();
    recoveries += pair.recoveries();
  }
  EXPECT_GT(crashes, 200U);
  EXPECT_GT(recoveries, 20U);
}

}  // namespace
}  // namespace tasuki::delivery
