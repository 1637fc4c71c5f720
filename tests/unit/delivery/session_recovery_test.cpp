#include <gtest/gtest.h>

#include "core/delivery/cannot_open.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/delivery/session_node.hpp"

namespace tasuki::delivery {
namespace {

/// The recipient answers what it cannot open; the sender checks the answer and begins anew.
void answer_cannot_open(SessionNode& recipient, SessionNode& sender, const SealedEnvelope& envelope,
                        const std::string& reason) {
  ASSERT_EQ(recipient.read(envelope), "envelope-cannot-open:" + reason);
  proto::wire::CannotOpen message;
  sign_cannot_open({envelope.hash, reason}, recipient.own().node, message);
  const auto statement = verify_cannot_open(message, recipient.card().node);
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->envelope, envelope.hash);
  EXPECT_EQ(statement->reason, reason);
  sender.drop(recipient, envelope.session);
}

void lose_sessions(SessionNode& node, const SessionNode& peer) {
  node.run([&](Transaction& tx) {
    for (const auto& id : list_sessions(tx, peer.agency())) erase_session(tx, peer.agency(), id);
  });
}

TEST(SessionRecovery, SimultaneousSessionsConvergeOnOneAndBothKeepOpening) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SessionPair pair(seed);
    const auto from_a = pair.a.seal(pair.b, "a1");
    const auto from_b = pair.b.seal(pair.a, "b1");
    const auto from_a_too = pair.a.seal(pair.b, "a2");
    ASSERT_NE(from_a.session, from_b.session);
    EXPECT_EQ(pair.b.read(from_a), "a1");
    EXPECT_EQ(pair.a.read(from_b), "b1");
    EXPECT_EQ(pair.b.read(from_a_too), "a2");
    EXPECT_EQ(pair.a.send_session(pair.b), std::min(from_a.session, from_b.session));
    EXPECT_EQ(pair.b.send_session(pair.a), pair.a.send_session(pair.b));
    EXPECT_EQ(pair.b.read(pair.a.seal(pair.b, "a3")), "a3");
    EXPECT_EQ(pair.a.read(pair.b.seal(pair.a, "b2")), "b2");
  }
}

TEST(SessionRecovery, ASecondSessionThatComesLateDoesNotSplitThem) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SessionPair pair(seed);
    const auto late = pair.b.seal(pair.a, "late");
    ASSERT_EQ(pair.b.read(pair.a.seal(pair.b, "1")), "1");
    ASSERT_EQ(pair.a.read(pair.b.seal(pair.a, "2")), "2");  // on whichever session b has chosen
    EXPECT_EQ(pair.a.read(late), "late");
    EXPECT_EQ(pair.a.send_session(pair.b), pair.b.send_session(pair.a));
  }
}

TEST(SessionRecovery, WhatCannotBeOpenedIsSentAgainUnderANewSession) {
  SessionPair pair;
  pair.settle();
  lose_sessions(pair.b, pair.a);
  const auto envelope = pair.a.seal(pair.b, "x");
  answer_cannot_open(pair.b, pair.a, envelope, "unknown-session");
  const auto again = pair.a.seal(pair.b, "x");
  EXPECT_NE(again.session, envelope.session);
  EXPECT_EQ(pair.b.read(again), "x");
  EXPECT_EQ(pair.b.send_session(pair.a), again.session);  // the later one, though the other still opens
}

TEST(SessionRecovery, ManyCannotOpensOfOneSessionBeginOneNewSession) {
  SessionPair pair;
  pair.settle();
  lose_sessions(pair.b, pair.a);
  const auto first = pair.a.seal(pair.b, "1");
  const auto second = pair.a.seal(pair.b, "2");
  answer_cannot_open(pair.b, pair.a, first, "unknown-session");
  const auto again = pair.a.seal(pair.b, "1");
  answer_cannot_open(pair.b, pair.a, second, "unknown-session");
  EXPECT_EQ(pair.a.seal(pair.b, "2").session, again.session);
}

TEST(SessionRecovery, AfterADropWhatComesInOnTheOldSessionStillOpensAndDoesNotReviveIt) {
  SessionPair pair;
  pair.settle();
  const auto on_its_way = pair.b.seal(pair.a, "on its way");
  pair.a.drop(pair.b, on_its_way.session);
  EXPECT_EQ(pair.a.read(on_its_way), "on its way");
  EXPECT_FALSE(pair.a.send_session(pair.b));
}

TEST(SessionRecovery, APrekeyThatIsGoneIsAnsweredAndTheNextOneServes) {
  SessionPair pair;
  pair.advance(kPrekeyLife - kDay);  // no hello for long: a still uses b's old prekey
  const auto envelope = pair.a.seal(pair.b, "x");
  pair.b.prekey();
  pair.advance(kDay * 2);
  pair.b.forget_old();
  answer_cannot_open(pair.b, pair.a, envelope, "unknown-prekey");
  EXPECT_TRUE(pair.a.try_seal(pair.b, "x").error().is(SessionError::NoPrekey));
  pair.a.greet(pair.b);
  EXPECT_EQ(pair.b.read(pair.a.seal(pair.b, "x")), "x");
}

TEST(SessionRecovery, SessionsWithAnEarlierIncarnationAreVoid) {
  SessionPair pair;
  pair.settle();
  const auto before = pair.a.seal(pair.b, "to the first life");
  const auto from_before = pair.b.seal(pair.a, "from the first life");
  pair.b.restore(2);
  pair.b.pair_with(pair.a);
  answer_cannot_open(pair.b, pair.a, before, "sealed-box");
  pair.a.greet(pair.b);
  EXPECT_EQ(pair.a.read(from_before), "envelope-cannot-open:other-incarnation");
  const auto after = pair.a.seal(pair.b, "to the second life");
  EXPECT_NE(after.session, before.session);
  EXPECT_EQ(pair.b.read(after), "to the second life");
  EXPECT_EQ(pair.a.read(pair.b.seal(pair.a, "answer")), "answer");
  EXPECT_EQ(pair.a.send_session(pair.b), pair.b.send_session(pair.a));
}

TEST(SessionRecovery, AnIncarnationNotKnownYetIsAnswered) {
  SessionPair pair;
  pair.b.restore(2);
  pair.b.pair_with(pair.a);
  const auto early = pair.b.seal(pair.a, "x");
  EXPECT_EQ(pair.a.read(early), "envelope-cannot-open:other-incarnation");
  pair.a.greet(pair.b);
  EXPECT_EQ(pair.a.read(early), "x");
}

TEST(SessionRecovery, IntroducedNeverStandsForFaceToFace) {
  SessionPair pair;
  pair.a.pair_with(pair.b, Trust::Introduced, 1);
  pair.b.pair_with(pair.a, Trust::Introduced, 1);
  pair.settle();
  const auto introduced = pair.a.seal(pair.b, "introduced");
  pair.b.pair_with(pair.a);
  EXPECT_EQ(pair.b.read(introduced), "envelope-cannot-open:other-mode");
  pair.a.pair_with(pair.b);
  const auto met = pair.a.seal(pair.b, "met");
  EXPECT_NE(met.session, introduced.session);
  EXPECT_EQ(pair.b.read(met), "met");
  EXPECT_EQ(pair.a.read(pair.b.seal(pair.a, "answer")), "answer");
}

TEST(SessionRecovery, APairingAnewBeginsANewSession) {
  SessionPair pair;
  pair.settle();
  const auto before = *pair.a.send_session(pair.b);
  pair.a.run([&](Transaction& tx) { pair.a.sessions().renew_send_session(tx, pair.b.agency()); });
  EXPECT_NE(pair.a.seal(pair.b, "x").session, before);
}

TEST(CannotOpen, NamesAReasonForEverythingButWhatWasOpenedBefore) {
  EXPECT_EQ(reason_to_tell(SessionError::Replay), std::nullopt);
  EXPECT_EQ(reason_to_tell({SessionError::CannotOpen, "unknown-prekey"}), "unknown-prekey");
  EXPECT_EQ(reason_to_tell(SessionError::Expired), "expired");
  EXPECT_EQ(reason_to_tell(SessionError::NotForUs), "other-recipient");
  EXPECT_EQ(reason_to_tell(SessionError::UnknownSender), "unknown-sender");
  EXPECT_EQ(reason_to_tell(SessionError::Malformed), "malformed");
}

TEST(CannotOpen, ANewSessionIsNotBegunForWhatItCannotMend) {
  for (const auto* reason : {"expired", "other-recipient", "unknown-sender"}) {
    EXPECT_FALSE(is_about_the_session(reason)) << reason;
  }
  for (const auto* reason : {"unknown-session", "malformed", "of-a-newer-version"}) {
    EXPECT_TRUE(is_about_the_session(reason)) << reason;
  }
}

TEST(CannotOpen, OnlyTheRecipientsNodeKeyCounts) {
  SessionPair pair;
  const auto envelope = pair.a.seal(pair.b, "x");
  proto::wire::CannotOpen message;
  sign_cannot_open({envelope.hash, "not-authentic"}, pair.b.own().node, message);
  EXPECT_FALSE(verify_cannot_open(message, pair.a.card().node));
  std::vector<proto::wire::CannotOpen> changed(4, message);
  changed[0].mutable_envelope()->at(0) ^= 1;
  changed[1].set_reason("unknown-session");
  changed[2].mutable_signature()->at(0) ^= 1;
  changed[3].set_reason("Not a code");
  for (const auto& forged : changed) {
    EXPECT_TRUE(verify_cannot_open(forged, pair.b.card().node).error().is(SessionError::Malformed));
  }
}

}  // namespace
}  // namespace tasuki::delivery
