#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/unit/crypto/ratchet_pair.hpp"

namespace tasuki::crypto {
namespace {

/// A network between two sides that loses, repeats and reorders, from one seed.
class WildNetwork {
 public:
  explicit WildNetwork(std::uint64_t seed) : pair_(seed), choices_(seed ^ 0xabcdef) {}

  void run(int steps) {
    send(pair_.a, to_b_);  // the responder waits for this
    receive(pair_.b, to_b_);
    for (int step = 0; step < steps; ++step) {
      switch (choices_.below(6)) {
        case 0:
          send(pair_.a, to_b_);
          break;
        case 1:
          if (b_may_send_) send(pair_.b, to_a_);
          break;
        case 2:
        case 3:
          receive(pair_.a, to_a_);
          break;
        default:
          receive(pair_.b, to_b_);
      }
    }
    while (!to_a_.empty()) receive(pair_.a, to_a_);
    while (!to_b_.empty()) receive(pair_.b, to_b_);
  }
  std::size_t opened() const { return opened_.size(); }
  std::size_t sent() const { return keys_used_.size(); }
  std::size_t lost() const { return lost_; }

 private:
  struct Flying {
    int id;
    RatchetMessage message;
  };

  void send(RatchetSide& side, std::vector<Flying>& link) {
    const int id = static_cast<int>(keys_used_.size());
    auto message = side.send(std::to_string(id));
    EXPECT_TRUE(keys_used_.insert({message.header.dh, message.header.number}).second)
        << "a key was used twice";
    if (choices_.below(10) == 0) {
      ++lost_;
      return;
    }
    link.push_back({id, message});
    if (choices_.below(8) == 0) link.push_back({id, std::move(message)});
  }

  void receive(RatchetSide& side, std::vector<Flying>& link) {
    if (link.empty()) return;
    const auto index = static_cast<std::ptrdiff_t>(choices_.below(link.size()));
    const Flying flying = link[static_cast<std::size_t>(index)];
    link.erase(link.begin() + index);
    const auto text = side.receive(flying.message);
    if (&side == &pair_.b) b_may_send_ = b_may_send_ || text.has_value();
    const bool first_time = opened_.insert(flying.id).second;
    EXPECT_EQ(text.has_value(), first_time) << flying.id;
    if (text) EXPECT_EQ(*text, std::to_string(flying.id));
  }

  RatchetPair pair_;
  test::SeededRandom choices_;
  std::vector<Flying> to_a_;
  std::vector<Flying> to_b_;
  std::set<std::pair<DhPublicKey, std::uint32_t>> keys_used_;
  std::set<int> opened_;
  std::size_t lost_ = 0;
  bool b_may_send_ = false;
};

TEST(RatchetProperty, WhateverArrivesOpensExactlyOnceAndNoKeyIsUsedTwice) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    WildNetwork network(seed);
    network.run(300);
    EXPECT_EQ(network.opened() + network.lost(), network.sent());
    EXPECT_GT(network.sent(), 50U);
  }
}

}  // namespace
}  // namespace tasuki::crypto
