#include "net/peer_limits.hpp"

#include <gmock/gmock.h>

#include "core/crypto/secure_channel.hpp"
#include "tests/unit/net/peer.hpp"

namespace tasuki::net {
namespace {

using namespace std::chrono_literals;
using engine::DialFailed;
using engine::FrameReceived;
using engine::LinkDown;
using engine::LinkUp;
using engine::PskQuery;
using test::Peer;
using test::RawConnection;
using testing::IsEmpty;

/// So long that a test which needs it to pass would be noticed.
constexpr auto kNever = 10min;

PeerLimits small_gate() {
  PeerLimits limits;
  limits.half_open = 16;
  limits.half_open_for_known = 4;
  limits.half_open_per_address = 4;
  limits.handshake = kNever;
  return limits;
}

/// Strangers that connect, begin to speak and fall silent, until no more are let in.
std::vector<std::unique_ptr<RawConnection>> flood(const std::string& endpoint, int addresses, int from_each) {
  std::vector<std::unique_ptr<RawConnection>> strangers;
  for (int address = 0; address < addresses; ++address) {
    for (int i = 0; i < from_each; ++i) {
      auto stranger = std::make_unique<RawConnection>("127.0.1." + std::to_string(address + 1), endpoint);
      stranger->write(as_bytes("tasuki"));
      strangers.push_back(std::move(stranger));
    }
  }
  return strangers;
}

TEST(PeerLimits, AFloodOfStrangersLeavesRoomForAContactThatWasDialled) {
  Peer alice(1);
  Peer bob(2, small_gate());
  const auto endpoint = bob.listen();
  bob.connect(alice, alice.listen());
  const auto strangers = flood(endpoint, 10, 4);
  ASSERT_TRUE(strangers.back()->is_closed(10s));
  EXPECT_EQ(alice.connect(bob, endpoint).first.agency, bob.id());
}

TEST(PeerLimits, StrangersAreTurnedAwayWhileTheFloodLasts) {
  Peer alice(1);
  Peer bob(2, small_gate());
  const auto endpoint = bob.listen();
  {
    const auto strangers = flood(endpoint, 10, 4);
    ASSERT_TRUE(strangers.back()->is_closed(10s));
    alice.transport->dial(alice.dial_to(bob, {endpoint}));
    EXPECT_EQ(alice.events.next<DialFailed>().reason, "closed");
  }
  // Each attempt finds more of the strangers gone.
  for (;;) {
    alice.transport->dial(alice.dial_to(bob, {endpoint}));
    try {
      bob.answer(bob.events.next<PskQuery>(100ms), 7);
      break;
    } catch (const std::exception&) {
      continue;
    }
  }
  EXPECT_EQ(alice.events.next<LinkUp>().agency, bob.id());
}

TEST(PeerLimits, OneAddressGetsAShareOnly) {
  Peer bob(2, small_gate());
  const auto endpoint = bob.listen();
  const auto greedy = flood(endpoint, 1, 5);
  EXPECT_TRUE(greedy.back()->is_closed(10s));
  Peer alice(1);
  EXPECT_EQ(alice.connect(bob, endpoint).first.agency, bob.id());
}

TEST(PeerLimits, APeerThatWasConnectedIsKnown) {
  Peer alice(1);
  Peer bob(2, small_gate());
  const auto endpoint = bob.listen();
  alice.connect(bob, endpoint);
  const auto strangers = flood(endpoint, 10, 4);
  ASSERT_TRUE(strangers.back()->is_closed(10s));
  EXPECT_EQ(alice.connect(bob, endpoint).first.agency, bob.id());
}

TEST(PeerLimits, AHandshakeThatStandsStillIsClosed) {
  PeerLimits limits;
  limits.handshake = 50ms;
  Peer bob(2, limits);
  RawConnection silent("127.0.0.1", bob.listen());
  EXPECT_THAT(silent.read_to_end(), IsEmpty());
}

TEST(PeerLimits, ADialToSomebodyWhoSaysNothingTimesOut) {
  PeerLimits limits;
  limits.handshake = 50ms;
  Peer alice(1, limits);
  PeerLimits slow;
  slow.handshake = kNever;
  Peer bob(2, slow);
  alice.transport->dial(alice.dial_to(bob, {bob.listen()}));
  // Bob's rules never answer.
  bob.events.next<PskQuery>();
  EXPECT_EQ(alice.events.next<DialFailed>().reason, "timeout");
}

TEST(PeerLimits, APskThatNeverComesEndsTheHandshake) {
  PeerLimits limits;
  limits.handshake = 50ms;
  Peer alice(1);
  Peer bob(2, limits);
  alice.transport->dial(alice.dial_to(bob, {bob.listen()}));
  bob.events.next<PskQuery>();
  EXPECT_EQ(alice.events.next<DialFailed>().reason, "handshake-failed");
}

TEST(PeerLimits, AnotherProtocolIsClosedWithoutAWord) {
  PeerLimits limits;
  limits.handshake = kNever;
  Peer bob(2, limits);
  RawConnection browser("127.0.0.1", bob.listen());
  browser.write(as_bytes("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_THAT(browser.read_to_end(), IsEmpty());
}

TEST(PeerLimits, ALinkIsNotReadWhileItsFramesWait) {
  PeerLimits limits;
  limits.unprocessed_bytes = crypto::kMaxFrame;
  Peer alice(1);
  Peer bob(2, limits);
  const auto endpoint = bob.listen();
  const auto [opened, accepted] = alice.connect(bob, endpoint);
  for (int i = 0; i < 4; ++i) alice.send(opened.connection, Bytes(crypto::kMaxFrame, 1));
  // The second goes beyond the limit; what came before it was known is handed over with it.
  for (int i = 0; i < 2; ++i) bob.events.next<FrameReceived>();
  alice.connect(bob, endpoint);
  EXPECT_FALSE(bob.events.has<FrameReceived>());
  for (int i = 0; i < 2; ++i) {
    bob.transport->frame_done(accepted.connection, crypto::kMaxFrame);
    EXPECT_EQ(bob.events.next<FrameReceived>().connection, accepted.connection);
  }
}

TEST(PeerLimits, RulesThatNeverGetDoneLoseTheLink) {
  PeerLimits limits;
  limits.unprocessed_bytes = 0;
  limits.processing = 50ms;
  Peer alice(1);
  Peer bob(2, limits);
  const auto [opened, accepted] = alice.connect(bob, bob.listen());
  alice.send(opened.connection, Bytes(1));
  EXPECT_EQ(bob.events.next<LinkDown>().connection, accepted.connection);
}

TEST(PeerLimits, ASilentLinkIsClosed) {
  PeerLimits limits;
  limits.silence = 50ms;
  limits.look = 10ms;
  Peer alice(1);
  Peer bob(2, limits);
  const auto [opened, accepted] = alice.connect(bob, bob.listen());
  EXPECT_EQ(bob.events.next<LinkDown>().connection, accepted.connection);
  EXPECT_EQ(alice.events.next<LinkDown>().connection, opened.connection);
}

TEST(PeerLimits, AWriteThatStallsEndsTheLink) {
  PeerLimits limits;
  limits.write_stall = 50ms;
  limits.look = 10ms;
  PeerLimits unread;
  unread.unprocessed_bytes = 0;
  Peer alice(1, limits);
  Peer bob(2, unread);
  const auto [opened, accepted] = alice.connect(bob, bob.listen());
  // More than any socket buffer takes.
  for (int i = 0; i < 24; ++i) alice.send(opened.connection, Bytes(crypto::kMaxFrame));
  EXPECT_EQ(alice.events.next<LinkDown>().connection, opened.connection);
}

TEST(PeerLimits, AQueueBeyondItsLimitEndsTheLink) {
  PeerLimits limits;
  limits.queued_bytes = 1000;
  Peer alice(1, limits);
  Peer bob(2);
  const auto [opened, accepted] = alice.connect(bob, bob.listen());
  alice.send(opened.connection, Bytes(1001));
  EXPECT_EQ(alice.events.next<LinkDown>().connection, opened.connection);
}

TEST(PeerLimits, AFarewellThatNobodyReadsEnds) {
  PeerLimits limits;
  limits.farewell = 50ms;
  limits.look = 10ms;
  PeerLimits unread;
  unread.unprocessed_bytes = 0;
  Peer alice(1, limits);
  Peer bob(2, unread);
  const auto [opened, accepted] = alice.connect(bob, bob.listen());
  for (int i = 0; i < 24; ++i) alice.send(opened.connection, Bytes(crypto::kMaxFrame));
  alice.transport->disconnect({opened.connection, "done"});
  EXPECT_EQ(alice.events.next<LinkDown>().connection, opened.connection);
}

}  // namespace
}  // namespace tasuki::net
