#include "core/delivery/session.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/crypto/sealed_box.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/delivery/session_node.hpp"

namespace tasuki::delivery {
namespace {

SealedPart inside(const SessionNode& recipient, const SealedEnvelope& envelope) {
  return unseal(recipient.own(), Envelope::parse(envelope.bytes).value()).value().part;
}

TEST(Sessions, CarryPayloadsBothWays) {
  SessionPair pair;
  const auto first = pair.a.seal(pair.b, "first");
  const auto opened = pair.b.open(first).value();
  EXPECT_EQ(to_string(opened.payload), "first");
  EXPECT_EQ(opened.sender, pair.a.agency());
  EXPECT_EQ(opened.session, first.session);
  EXPECT_EQ(opened.hash, first.hash);
  EXPECT_EQ(opened.expires_at, kFriday + kLongestLifetime);
  EXPECT_EQ(pair.a.read(pair.b.seal(pair.a, "answer")), "answer");
  EXPECT_EQ(pair.b.read(pair.a.seal(pair.b, "")), "");
  EXPECT_EQ(pair.a.sessions_with(pair.b).size(), 1U);
  EXPECT_EQ(pair.a.sessions_with(pair.b), pair.b.sessions_with(pair.a));
}

TEST(Sessions, TheInitialMessageGoesAlongUntilTheOtherSideIsHeard) {
  SessionPair pair;
  const auto first = pair.a.seal(pair.b, "1");
  const auto second = pair.a.seal(pair.b, "2");
  EXPECT_TRUE(inside(pair.b, first).initial);
  EXPECT_TRUE(inside(pair.b, second).initial);
  EXPECT_EQ(first.session, second.session);
  ASSERT_EQ(pair.b.read(second), "2");  // the first is lost for now
  ASSERT_EQ(pair.a.read(pair.b.seal(pair.a, "3")), "3");
  EXPECT_FALSE(inside(pair.b, pair.a.seal(pair.b, "4")).initial);
  EXPECT_EQ(pair.b.read(first), "1");
}

TEST(Sessions, AnEnvelopeOpensOnce) {
  SessionPair pair;
  const auto first = pair.a.seal(pair.b, "first");
  ASSERT_EQ(pair.b.read(first), "first");
  EXPECT_EQ(pair.b.read(first), "envelope-replayed");
  EXPECT_EQ(pair.b.sessions_with(pair.a).size(), 1U);
}

TEST(Sessions, TheSamePartInAnotherBoxIsAReplayToo) {
  SessionPair pair;
  const auto first = pair.a.seal(pair.b, "first");
  ASSERT_EQ(pair.b.read(first), "first");
  auto again = Envelope::parse(first.bytes).value();
  again.sealed = crypto::seal_box(pair.a.random(), pair.b.card().envelope,
                                  inside(pair.b, first).serialize(again.size_class))
                     .value();
  const auto opened = pair.b.open(again);
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().is(SessionError::Replay));
}

TEST(Sessions, AnInitialMessageMakesOneSessionAsLongAsItsPrekeyLives) {
  SessionPair pair;
  pair.settle();
  const auto old = pair.a.seal(pair.b, "old");
  pair.a.drop(pair.b, old.session);
  ASSERT_EQ(pair.b.read(pair.a.seal(pair.b, "new session")), "new session");
  pair.advance(kDay * 40);  // the old session is idle, the prekey of its initial message still there
  pair.b.forget_old();
  EXPECT_EQ(pair.b.sessions_with(pair.a).size(), 2U);
  pair.b.prekey();
  pair.advance(kDay * 5);
  pair.b.forget_old();
  EXPECT_EQ(pair.b.sessions_with(pair.a).size(), 1U);
}

TEST(Sessions, WithoutAPairSecretOrPrekeyNothingIsSealed) {
  SessionPair pair;
  SessionNode stranger(99);
  pair.a.learn_card(stranger.card());
  EXPECT_TRUE(pair.a.try_seal(stranger, "x").error().is(SessionError::NoContact));
  pair.b.restore(2);
  pair.a.learn_card(pair.b.card());  // the card is there before the new prekey
  EXPECT_TRUE(pair.a.try_seal(pair.b, "x").error().is(SessionError::NoPrekey));
}

TEST(Sessions, AnotherPairSecretDoesNotOpen) {
  SessionPair pair;
  pair.b.pair_with(pair.a, Trust::FaceToFace, 43);
  EXPECT_EQ(pair.b.read(pair.a.seal(pair.b, "x")), "envelope-cannot-open:not-authentic");
  EXPECT_TRUE(pair.b.sessions_with(pair.a).empty());
}

TEST(Sessions, SizesAndLifetimesHaveBounds) {
  SessionPair pair;
  EXPECT_TRUE(pair.a.try_seal(pair.b, std::string(kMaxPayload + 1, 'x')).error().is(SessionError::TooLarge));
  const std::string largest(kMaxPayload, 'x');
  const auto envelope = pair.a.seal(pair.b, largest);
  EXPECT_LE(envelope.bytes.size(), kMaxEnvelope);
  EXPECT_EQ(pair.b.read(envelope), largest);
  const auto too_long = pair.a.run([&](Transaction& tx) {
    return pair.a.sessions().seal(tx, pair.b.card(), {}, pair.a.now + kLongestLifetime + Duration(1),
                                  pair.a.now);
  });
  EXPECT_TRUE(too_long.error().is(SessionError::TooLarge));
}

TEST(Sessions, AnEnvelopesLengthTellsItsSizeClassOnly) {
  SessionPair pair;
  const auto with_initial = pair.a.seal(pair.b, "").bytes.size();
  pair.settle();
  for (int i = 0; i < 200; ++i)
    EXPECT_EQ(pair.a.seal(pair.b, std::string(200, 'x')).bytes.size(), with_initial);
  EXPECT_GT(pair.a.seal(pair.b, std::string(300, 'x')).bytes.size(), with_initial);
}

TEST(Sessions, AnExpiredEnvelopeStaysShut) {
  SessionPair pair;
  const auto envelope = pair.a.seal(pair.b, "late");
  pair.b.now += kLongestLifetime;
  EXPECT_EQ(pair.b.read(envelope), "envelope-expired");
}

TEST(Sessions, AnEnvelopeFromFarInTheFutureIsRefused) {
  SessionPair pair;
  pair.a.now += kDay * 3;
  EXPECT_EQ(pair.b.read(pair.a.seal(pair.b, "x")), "envelope-malformed");
}

TEST(Sessions, FrontiersCountBothDirections) {
  SessionPair pair;
  pair.settle();
  for (int i = 0; i < 3; ++i) pair.a.seal(pair.b, "lost");
  const auto session = *pair.a.send_session(pair.b);
  EXPECT_EQ(pair.a.run([&](Transaction& tx) { return pair.a.sessions().sent(tx, pair.b.agency(), session); }),
            4U);
  const auto received =
      pair.b.run([&](Transaction& tx) { return pair.b.sessions().received(tx, pair.a.agency()); });
  ASSERT_EQ(received.size(), 1U);
  EXPECT_EQ(received[0].session, session);
  EXPECT_EQ(received[0].count, 1U);
}

TEST(Sessions, TheSenderCanRevealWhatTheRecallTagHides) {
  SessionPair pair;
  const auto first = pair.a.seal(pair.b, "1");
  const auto second = pair.a.seal(pair.b, "2");
  const auto key_of = [&](const SealedEnvelope& envelope) {
    return pair.a.run([&](Transaction& tx) {
      return *pair.a.sessions().recall_key(tx, pair.b.agency(), envelope.session, envelope.number);
    });
  };
  EXPECT_EQ(recall_tag(key_of(first).reveal()), Envelope::parse(first.bytes).value().recall_tag);
  EXPECT_EQ(recall_tag(key_of(second).reveal()), Envelope::parse(second.bytes).value().recall_tag);
  EXPECT_NE(recall_tag(key_of(first).reveal()), recall_tag(key_of(second).reveal()));
}

TEST(Sessions, APeerCannotBeginThemWithoutEnd) {
  SessionPair pair;
  pair.settle();
  pair.b.run([&](Transaction& tx) {
    auto session = *load_session(tx, pair.a.agency(), *pair.a.send_session(pair.b));
    for (std::size_t i = 1; i < kMaxSessions; ++i) {
      session.id = pair.b.random().id<SessionId>();
      save_session(tx, pair.a.agency(), session);
    }
  });
  EXPECT_EQ(pair.b.read(pair.a.seal(pair.b, "known")), "known");
  pair.a.drop(pair.b, *pair.a.send_session(pair.b));
  EXPECT_EQ(pair.b.read(pair.a.seal(pair.b, "new")), "envelope-cannot-open:too-many-sessions");
}

TEST(Sessions, SkippedKeysAreRowsOfTheirOwnAndGoWithTheirSession) {
  SessionPair pair;
  pair.settle();
  std::vector<SealedEnvelope> held;
  for (int i = 0; i < 5; ++i) held.push_back(pair.a.seal(pair.b, std::to_string(i)));
  ASSERT_EQ(pair.b.read(held[4]), "4");
  const auto rows = [&] {
    return pair.b.run([](Transaction& tx) { return tx.count(Table::SkippedKey, KeyRange::all()); });
  };
  EXPECT_EQ(rows(), 5U);  // four keys and their chain
  EXPECT_EQ(pair.b.read(held[1]), "1");
  EXPECT_EQ(rows(), 4U);
  pair.b.run([&](Transaction& tx) { erase_session(tx, pair.a.agency(), held[0].session); });
  EXPECT_EQ(rows(), 0U);
}

}  // namespace
}  // namespace tasuki::delivery
