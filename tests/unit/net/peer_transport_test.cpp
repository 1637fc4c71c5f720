#include "net/peer_transport.hpp"

#include <gmock/gmock.h>

#include "core/crypto/secure_channel.hpp"
#include "net/error.hpp"
#include "tests/unit/net/peer.hpp"

namespace tasuki::net {
namespace {

using namespace std::chrono_literals;
using engine::DialFailed;
using engine::FrameReceived;
using engine::LinkDown;
using engine::LinkMode;
using engine::LinkUp;
using engine::PskQuery;
using test::Peer;

Bytes text(std::string_view characters) { return copy(as_bytes(characters)); }

class PeerTransportPair : public testing::Test {
 protected:
  /// An endpoint of loopback where nobody listens.
  static std::string closed_endpoint() {
    Peer passing(99);
    return passing.listen();
  }

  Peer alice_{1};
  Peer bob_{2};
  std::string bobs_ = bob_.listen();
};

TEST_F(PeerTransportPair, ContactsConnect) {
  alice_.transport->dial(alice_.dial_to(bob_, {bobs_}));
  const auto query = bob_.events.next<PskQuery>();
  EXPECT_EQ(std::get<crypto::DhPublicKey>(query.who), alice_.key());
  bob_.answer(query, 7);
  const auto accepted = bob_.events.next<LinkUp>();
  const auto opened = alice_.events.next<LinkUp>();
  EXPECT_EQ(opened.handshake_hash, accepted.handshake_hash);
  EXPECT_EQ(opened.remote_static, bob_.key());
  EXPECT_EQ(accepted.remote_static, alice_.key());
  EXPECT_EQ(opened.mode, LinkMode::Contact);
  EXPECT_TRUE(opened.initiator);
  EXPECT_FALSE(accepted.initiator);
  EXPECT_EQ(opened.agency, bob_.id());
  EXPECT_FALSE(accepted.agency);
  EXPECT_EQ(accepted.connection, query.connection);
}

TEST_F(PeerTransportPair, PairingNamesTheInvitation) {
  const auto invitation = InvitationId::from(Bytes(16, 5));
  auto dial = alice_.dial_to(bob_, {bobs_});
  dial.mode = LinkMode::Pairing;
  dial.invitation = invitation;
  alice_.transport->dial(std::move(dial));
  const auto query = bob_.events.next<PskQuery>();
  EXPECT_EQ(std::get<InvitationId>(query.who), invitation);
  bob_.answer(query, 7);
  EXPECT_EQ(bob_.events.next<LinkUp>().invitation, invitation);
  const auto opened = alice_.events.next<LinkUp>();
  EXPECT_EQ(opened.invitation, invitation);
  EXPECT_EQ(opened.mode, LinkMode::Pairing);
}

TEST_F(PeerTransportPair, AWrongPskFailsAtTheDialler) {
  alice_.transport->dial(alice_.dial_to(bob_, {bobs_}));
  bob_.answer(bob_.events.next<PskQuery>(), 8);
  const auto failed = alice_.events.next<DialFailed>();
  EXPECT_EQ(failed.reason, "handshake-failed");
  EXPECT_EQ(failed.agency, bob_.id());
  EXPECT_FALSE(bob_.events.has<LinkUp>());
}

TEST_F(PeerTransportPair, AnUnknownKeyFailsLikeAWrongPsk) {
  alice_.transport->dial(alice_.dial_to(bob_, {bobs_}));
  bob_.transport->answer({bob_.events.next<PskQuery>().connection, std::nullopt});
  EXPECT_EQ(alice_.events.next<DialFailed>().reason, "handshake-failed");
}

TEST_F(PeerTransportPair, AnotherNodeThanMeantFailsTheHandshake) {
  Peer carol(3);
  alice_.transport->dial(alice_.dial_to(bob_, {carol.listen()}));
  EXPECT_EQ(alice_.events.next<DialFailed>().reason, "closed");
  EXPECT_FALSE(carol.events.has<PskQuery>());
}

TEST_F(PeerTransportPair, EndpointsAreTriedInTheirOrder) {
  alice_.transport->dial(alice_.dial_to(bob_, {"nonsense", closed_endpoint(), bobs_}));
  bob_.answer(bob_.events.next<PskQuery>(), 7);
  EXPECT_EQ(alice_.events.next<LinkUp>().agency, bob_.id());
}

TEST_F(PeerTransportPair, AFailedDialSaysHowFarItCame) {
  alice_.transport->dial(alice_.dial_to(bob_, {closed_endpoint()}));
  EXPECT_EQ(alice_.events.next<DialFailed>().reason, "refused");
  alice_.transport->dial(alice_.dial_to(bob_, {"no-such-host.invalid:1"}));
  EXPECT_EQ(alice_.events.next<DialFailed>(30s).reason, "unreachable");
  alice_.transport->dial(alice_.dial_to(bob_, {}));
  EXPECT_EQ(alice_.events.next<DialFailed>().reason, "unreachable");
}

TEST_F(PeerTransportPair, WhoAcceptsAndClosesIsNotTakenForTheNodeThatWasMeant) {
  PeerLimits closed_to_all;
  closed_to_all.links = 0;
  Peer closing(3, closed_to_all);
  alice_.transport->dial(alice_.dial_to(closing, {closing.listen()}));
  EXPECT_EQ(alice_.events.next<DialFailed>().reason, "closed");
}

TEST_F(PeerTransportPair, ARefusalOfTheRightNodeOutweighsAClosedConnection) {
  Peer carol(3);
  alice_.transport->dial(alice_.dial_to(bob_, {bobs_, carol.listen()}));
  bob_.answer(bob_.events.next<PskQuery>(), 8);
  EXPECT_EQ(alice_.events.next<DialFailed>().reason, "handshake-failed");
}

TEST_F(PeerTransportPair, HostNamesAreLookedUp) {
  alice_.transport->dial(alice_.dial_to(bob_, {"localhost" + bobs_.substr(bobs_.rfind(':'))}));
  bob_.answer(bob_.events.next<PskQuery>(), 7);
  EXPECT_EQ(alice_.events.next<LinkUp>().agency, bob_.id());
}

TEST_F(PeerTransportPair, Ipv6WorksWhereTheMachineHasIt) {
  const auto endpoint = bob_.transport->listen("[::1]:0");
  if (endpoint) {
    EXPECT_EQ(alice_.connect(bob_, *endpoint).first.agency, bob_.id());
  } else {
    EXPECT_TRUE(endpoint.error().is(NetError::CannotListen));
  }
}

TEST_F(PeerTransportPair, ListeningNamesItsErrors) {
  EXPECT_TRUE(alice_.transport->listen("no port").error().is(NetError::BadEndpoint));
  EXPECT_TRUE(alice_.transport->listen(bobs_).error().is(NetError::CannotListen));
  EXPECT_TRUE(alice_.transport->listen("192.0.2.1:0").error().is(NetError::CannotListen));
}

TEST_F(PeerTransportPair, FramesArriveInTheirOrderBothWays) {
  const auto [opened, accepted] = alice_.connect(bob_, bobs_);
  for (const auto* frame : {"one", "two", "three"}) alice_.send(opened.connection, text(frame));
  bob_.send(accepted.connection, text("back"));
  for (const auto* frame : {"one", "two", "three"}) {
    const auto received = bob_.events.next<FrameReceived>();
    EXPECT_EQ(received.frame, text(frame));
    EXPECT_EQ(received.connection, accepted.connection);
  }
  EXPECT_EQ(alice_.events.next<FrameReceived>().frame, text("back"));
}

TEST_F(PeerTransportPair, TheLargestFramesPassBothWaysAtOnce) {
  const auto [opened, accepted] = alice_.connect(bob_, bobs_);
  for (std::uint8_t i = 0; i < 8; ++i) {
    alice_.send(opened.connection, Bytes(crypto::kMaxFrame, i));
    bob_.send(accepted.connection, Bytes(crypto::kMaxFrame, i));
  }
  for (std::uint8_t i = 0; i < 8; ++i) {
    for (auto* peer : {&alice_, &bob_}) {
      const auto received = peer->events.next<FrameReceived>();
      EXPECT_EQ(received.frame, Bytes(crypto::kMaxFrame, i));
      peer->transport->frame_done(received.connection, received.frame.size());
    }
  }
}

TEST_F(PeerTransportPair, AFrameThatNoChannelCarriesEndsTheLink) {
  const auto [opened, accepted] = alice_.connect(bob_, bobs_);
  alice_.send(opened.connection, Bytes(crypto::kMaxFrame + 1));
  EXPECT_EQ(alice_.events.next<LinkDown>().connection, opened.connection);
  EXPECT_EQ(bob_.events.next<LinkDown>().connection, accepted.connection);
}

TEST_F(PeerTransportPair, DisconnectingWritesWhatIsQueuedFirst) {
  const auto [opened, accepted] = alice_.connect(bob_, bobs_);
  alice_.send(opened.connection, Bytes(500'000, 1));
  alice_.send(opened.connection, text("the last word"));
  alice_.transport->disconnect({opened.connection, "done"});
  EXPECT_EQ(bob_.events.next<FrameReceived>().frame.size(), 500'000U);
  EXPECT_EQ(bob_.events.next<FrameReceived>().frame, text("the last word"));
  EXPECT_EQ(bob_.events.next<LinkDown>().connection, accepted.connection);
  EXPECT_EQ(alice_.events.next<LinkDown>().connection, opened.connection);
}

TEST_F(PeerTransportPair, ANodeThatStopsIsSeenAsDown) {
  const auto [opened, accepted] = alice_.connect(bob_, bobs_);
  EXPECT_TRUE(bob_.stop(1s));
  EXPECT_EQ(alice_.events.next<LinkDown>().connection, opened.connection);
}

TEST_F(PeerTransportPair, WhatConcernsALinkThatIsGoneIsIgnored) {
  const auto nobody = engine::ConnectionId(12345);
  alice_.send(nobody, text("frame"));
  alice_.transport->answer({nobody, std::nullopt});
  alice_.transport->disconnect({nobody, "done"});
  alice_.transport->frame_done(nobody, 1);
  EXPECT_NO_THROW(alice_.connect(bob_, bobs_));
}

TEST_F(PeerTransportPair, SimultaneousLinksHaveNumbersOfTheirOwn) {
  const auto [first, first_accepted] = alice_.connect(bob_, bobs_);
  const auto [second, second_accepted] = alice_.connect(bob_, bobs_);
  EXPECT_NE(first.connection, second.connection);
  alice_.send(second.connection, text("second"));
  EXPECT_EQ(bob_.events.next<FrameReceived>().connection, second_accepted.connection);
}

TEST(PeerTransportStop, TakesLessThanASecondWithEverythingOpen) {
  Peer alice(1);
  Peer bob(2);
  const auto endpoint = bob.listen();
  const auto [opened, accepted] = alice.connect(bob, endpoint);
  alice.send(opened.connection, Bytes(crypto::kMaxFrame));
  const test::RawConnection half_open("127.0.0.1", endpoint);
  alice.transport->dial(alice.dial_to(bob, {endpoint}));
  bob.events.next<PskQuery>();
  alice.transport->dial(alice.dial_to(bob, {"192.0.2.1:9", "name.invalid:9"}));
  EXPECT_TRUE(alice.stop(1s));
  EXPECT_TRUE(bob.stop(1s));
}

TEST(PeerTransportStop, NoEventComesAfterIt) {
  Peer alice(1);
  Peer bob(2);
  alice.connect(bob, bob.listen());
  ASSERT_TRUE(alice.stop(1s));
  EXPECT_TRUE(bob.stop(1s));
  EXPECT_FALSE(alice.events.has<LinkDown>());
  alice.transport->dial(alice.dial_to(bob, {"127.0.0.1:1"}));
  EXPECT_TRUE(alice.stop(1s));
  EXPECT_FALSE(alice.events.has<DialFailed>());
}

}  // namespace
}  // namespace tasuki::net
