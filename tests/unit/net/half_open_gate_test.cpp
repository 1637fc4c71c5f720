#include "net/half_open_gate.hpp"

#include <gtest/gtest.h>

#include "core/crypto/secure_channel.hpp"

namespace tasuki::net {
namespace {

using namespace std::chrono_literals;

Source source(std::uint8_t number) {
  std::array<std::uint8_t, Source::kSize> bytes{};
  bytes.back() = number;
  return Source(bytes);
}

PeerLimits limits() {
  PeerLimits limits;
  limits.half_open = 8;
  limits.half_open_for_known = 3;
  limits.half_open_per_address = 2;
  limits.dh_burst = 100;
  limits.dh_per_second = 4;
  return limits;
}

/// How many of `wanted` connections from `first`, `first + 1`, … get in.
int admitted(HalfOpenGate& gate, std::uint8_t first, int wanted) {
  int count = 0;
  for (int i = 0; i < wanted; ++i)
    count += gate.admit(source(static_cast<std::uint8_t>(first + i)), 0ms) ? 1 : 0;
  return count;
}

TEST(HalfOpenGate, KeepsItsLastPlacesForKnownPeers) {
  HalfOpenGate gate(limits());
  for (std::uint8_t known = 1; known <= 4; ++known) gate.know(source(known));
  EXPECT_EQ(admitted(gate, 100, 10), 5);
  EXPECT_EQ(admitted(gate, 1, 4), 3);
  EXPECT_EQ(gate.half_open(), 8U);
}

TEST(HalfOpenGate, GivesOneAddressItsShare) {
  HalfOpenGate gate(limits());
  for (const bool expected : {true, true, false}) EXPECT_EQ(gate.admit(source(1), 0ms), expected);
  gate.release(source(1), 0);
  EXPECT_TRUE(gate.admit(source(1), 0ms));
}

TEST(HalfOpenGate, SpendsAnAllowanceOfDiffieHellmansThatGrowsWithTime) {
  auto few = limits();
  few.dh_burst = crypto::kResponderDhOperations;
  HalfOpenGate gate(few);
  EXPECT_TRUE(gate.admit(source(1), 0ms));
  gate.release(source(1), crypto::kResponderDhOperations);
  EXPECT_FALSE(gate.admit(source(1), 0ms));
  EXPECT_FALSE(gate.admit(source(1), 999ms));
  EXPECT_TRUE(gate.admit(source(1), 1000ms));
}

TEST(HalfOpenGate, KnownPeersHaveAnAllowanceOfTheirOwn) {
  auto few = limits();
  few.dh_burst = crypto::kResponderDhOperations;
  HalfOpenGate gate(few);
  gate.know(source(2));
  EXPECT_TRUE(gate.admit(source(1), 0ms));
  EXPECT_FALSE(gate.admit(source(3), 0ms));
  EXPECT_TRUE(gate.admit(source(2), 0ms));
}

TEST(HalfOpenGate, GivesBackWhatAHandshakeDidNotSpend) {
  auto few = limits();
  few.dh_burst = crypto::kResponderDhOperations;
  HalfOpenGate gate(few);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(gate.admit(source(1), 0ms));
    gate.release(source(1), 0);
  }
  EXPECT_TRUE(gate.admit(source(1), 0ms));
  gate.release(source(1), 1);
  EXPECT_FALSE(gate.admit(source(1), 0ms));
}

TEST(HalfOpenGate, ForgetsTheKnownAddressThatWasHeardOfLongestAgo) {
  auto few = limits();
  few.known_addresses = 2;
  HalfOpenGate gate(few);
  for (const std::uint8_t number : {1, 2, 1, 3}) gate.know(source(number));
  EXPECT_TRUE(gate.knows(source(1)));
  EXPECT_FALSE(gate.knows(source(2)));
  EXPECT_TRUE(gate.knows(source(3)));
}

TEST(HalfOpenGate, AClockThatStandsStillGivesNothing) {
  auto few = limits();
  few.dh_burst = crypto::kResponderDhOperations;
  HalfOpenGate gate(few);
  EXPECT_TRUE(gate.admit(source(1), 5s));
  EXPECT_FALSE(gate.admit(source(2), 5s));
}

}  // namespace
}  // namespace tasuki::net
