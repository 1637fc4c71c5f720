#include "core/crypto/secure_channel.hpp"

#include <gmock/gmock.h>

#include "tests/unit/crypto/channel_pair.hpp"

namespace tasuki::crypto {
namespace {

using test::ChannelPair;
using testing::ElementsAre;
using testing::IsEmpty;

/// Neither end ever said that it was established, and the one that noticed said that it failed.
void expect_no_connection(const ChannelPair& pair) {
  EXPECT_FALSE(pair.initiator_log.established);
  EXPECT_FALSE(pair.responder_log.established);
  EXPECT_EQ(pair.initiator_log.failures + pair.responder_log.failures, 1);
}

TEST(SecureChannel, ConnectsContactsWhoShareAPsk) {
  ChannelPair pair(ChannelMode::Contact);
  pair.run();
  ASSERT_TRUE(pair.initiator_log.established);
  ASSERT_TRUE(pair.responder_log.established);
  EXPECT_EQ(pair.initiator_log.established->handshake_hash, pair.responder_log.established->handshake_hash);
  EXPECT_EQ(pair.initiator_log.established->remote_static, pair.responder_key->public_key());
  EXPECT_EQ(pair.responder_log.established->remote_static, pair.initiator_key->public_key());
  EXPECT_EQ(pair.responder_log.asked->remote_static, pair.initiator_key->public_key());
  EXPECT_FALSE(pair.responder_log.asked->invitation);
  EXPECT_FALSE(pair.initiator_log.asked);
}

TEST(SecureChannel, NamesTheInvitationWhenPairing) {
  ChannelPair pair(ChannelMode::Pairing);
  pair.run();
  EXPECT_EQ(pair.responder_log.asked->invitation, pair.invitation);
  EXPECT_EQ(pair.responder_log.established->invitation, pair.invitation);
  EXPECT_EQ(pair.initiator_log.established->invitation, pair.invitation);
}

TEST(SecureChannel, CarriesFramesBothWaysInTheirOrder) {
  ChannelPair pair;
  pair.run();
  ASSERT_TRUE(pair.initiator.send(as_bytes("one")));
  ASSERT_TRUE(pair.initiator.send(as_bytes("two")));
  ASSERT_TRUE(pair.responder.send(as_bytes("three")));
  pair.run();
  EXPECT_THAT(pair.responder_log.frames, ElementsAre("one", "two"));
  EXPECT_THAT(pair.initiator_log.frames, ElementsAre("three"));
}

TEST(SecureChannel, PutsWhatWaitsIntoOneMessage) {
  ChannelPair pair;
  pair.run();
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(pair.initiator.send(Bytes(100, 1)));
  EXPECT_EQ(pair.initiator.queued_bytes(), 10U * 104);
  EXPECT_EQ(pair.initiator.take_output().size(), 2 + 10U * 104 + 16);
  EXPECT_EQ(pair.initiator.queued_bytes(), 0U);
}

TEST(SecureChannel, AFrameMaySpanManyMessagesUpToItsLimit) {
  ChannelPair pair;
  pair.run();
  ASSERT_TRUE(pair.initiator.send(Bytes(kMaxFrame, 'x')));
  ASSERT_TRUE(pair.initiator.send(as_bytes("behind")));
  pair.run();
  ASSERT_EQ(pair.responder_log.frames.size(), 2U);
  EXPECT_EQ(pair.responder_log.frames[0], std::string(kMaxFrame, 'x'));
  EXPECT_EQ(pair.responder_log.frames[1], "behind");
}

TEST(SecureChannel, RefusesFramesThatItCannotCarry) {
  ChannelPair pair;
  EXPECT_TRUE(pair.initiator.send(as_bytes("early")).error().is(CryptoError::OutOfTurn));
  pair.run();
  EXPECT_TRUE(pair.initiator.send({}).error().is(CryptoError::FrameTooLong));
  EXPECT_TRUE(pair.initiator.send(Bytes(kMaxFrame + 1)).error().is(CryptoError::FrameTooLong));
}

class SecureChannelCut : public testing::TestWithParam<std::size_t> {};

TEST_P(SecureChannelCut, ReadsTheSameHoweverTheBytesArrive) {
  ChannelPair pair(ChannelMode::Pairing);
  pair.cut = GetParam();
  pair.run();
  ASSERT_TRUE(pair.initiator.send(as_bytes("to the responder")));
  ASSERT_TRUE(pair.initiator.send(Bytes(70'000, 'y')));
  ASSERT_TRUE(pair.responder.send(as_bytes("to the initiator")));
  pair.run();
  EXPECT_THAT(pair.responder_log.frames, ElementsAre("to the responder", std::string(70'000, 'y')));
  EXPECT_THAT(pair.initiator_log.frames, ElementsAre("to the initiator"));
}

INSTANTIATE_TEST_SUITE_P(PiecesOf, SecureChannelCut, testing::Values(1, 2, 3, 7, 8, 9, 50, 66, 4096, 65537));

TEST(SecureChannel, ReadsTheSameAtEveryPlaceOfOneCut) {
  ChannelPair whole;
  whole.run();
  for (std::size_t cut = 1; cut < 170; ++cut) {
    ChannelPair pair;
    // The first piece has `cut` bytes, the second the rest.
    pair.cut = cut;
    pair.run();
    EXPECT_EQ(pair.responder_log.established->handshake_hash,
              whole.responder_log.established->handshake_hash);
  }
}

TEST(SecureChannel, AnyFlippedBitOfTheHandshakeEndsIt) {
  const std::size_t total[] = {8 + 50 + 66, 50 + 18};
  for (const bool from_initiator : {true, false}) {
    for (std::size_t bit = 0; bit < total[from_initiator ? 0 : 1] * 8; ++bit) {
      ChannelPair pair;
      std::size_t seen = 0;
      pair.on_wire = [&](Bytes& bytes, bool forth) {
        if (forth != from_initiator) return;
        if (bit / 8 >= seen && bit / 8 < seen + bytes.size()) {
          bytes[bit / 8 - seen] ^= static_cast<std::uint8_t>(1 << bit % 8);
        }
        seen += bytes.size();
      };
      pair.run();
      EXPECT_FALSE(pair.initiator_log.established) << bit;
      EXPECT_LE(pair.initiator_log.failures + pair.responder_log.failures, 1);
      const bool confirmation = !from_initiator && bit / 8 >= 50;
      EXPECT_EQ(pair.responder_log.established.has_value(), confirmation) << bit;
    }
  }
}

TEST(SecureChannel, AnyFlippedBitAfterTheHandshakeEndsIt) {
  for (std::size_t bit = 0; bit < (2 + 4 + 5 + 16) * 8; ++bit) {
    ChannelPair pair;
    pair.run();
    ASSERT_TRUE(pair.initiator.send(as_bytes("frame")));
    pair.on_wire = [&](Bytes& bytes, bool) { bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8); };
    pair.run();
    EXPECT_THAT(pair.responder_log.frames, IsEmpty());
  }
}

TEST(SecureChannel, AWrongPskConnectsNobody) {
  ChannelPair pair;
  pair.psk = Bytes(32, 8);
  pair.run();
  expect_no_connection(pair);
  EXPECT_TRUE(pair.responder.failed());
}

TEST(SecureChannel, NoPskFailsJustAsAWrongOne) {
  ChannelPair unknown;
  unknown.psk = std::nullopt;
  ChannelPair wrong;
  wrong.psk = Bytes(32, 8);
  for (auto* pair : {&unknown, &wrong}) pair->run();
  expect_no_connection(unknown);
  EXPECT_EQ(unknown.responder.dh_operations(), wrong.responder.dh_operations());
  EXPECT_THAT(unknown.responder.take_output(), IsEmpty());
}

TEST(SecureChannel, AnotherModeThanMeantConnectsNobody) {
  ChannelPair pair(ChannelMode::Contact);
  pair.on_wire = [](Bytes& bytes, bool) {
    if (bytes.size() > 7 && as_text(ByteView(bytes).first(6)) == "tasuki") {
      bytes[7] = static_cast<std::uint8_t>(ChannelMode::Pairing);
    }
  };
  pair.run();
  expect_no_connection(pair);
}

TEST(SecureChannel, AnotherResponderConnectsNobody) {
  ChannelPair pair;
  pair.responder =
      SecureChannel::respond(std::make_shared<const DhKey>(DhKey::generate(pair.random)), pair.random);
  pair.run();
  expect_no_connection(pair);
  EXPECT_EQ(pair.responder.dh_operations(), 1U);
}

TEST(SecureChannel, SendsOtherProtocolsAwayAtTheirFirstBytes) {
  test::SeededRandom random(1);
  const auto key = std::make_shared<const DhKey>(DhKey::generate(random));
  for (const std::string_view start :
       {"GET / HTTP/1.1", "t@", "\x16\x03\x01", "tasuki\x02\x02", "tasuki\x01\x03"}) {
    auto responder = SecureChannel::respond(key, random);
    EXPECT_EQ(responder.feed(as_bytes(start)).size(), 1U) << start;
    EXPECT_TRUE(responder.failed());
    EXPECT_EQ(responder.dh_operations(), 0U);
  }
}

TEST(SecureChannel, ALengthThatTheStepDoesNotHaveEndsItBeforeTheBytesCome) {
  test::SeededRandom random(1);
  auto responder = SecureChannel::respond(std::make_shared<const DhKey>(DhKey::generate(random)), random);
  EXPECT_THAT(responder.feed(as_bytes(std::string_view("tasuki\x01\x02", 8))), IsEmpty());
  EXPECT_THAT(responder.feed(Bytes{0xff}), IsEmpty());
  EXPECT_EQ(responder.feed(Bytes{0xff}).size(), 1U);
  EXPECT_TRUE(responder.failed());
}

TEST(SecureChannel, TruncationIsSilence) {
  ChannelPair pair;
  pair.run();
  ASSERT_TRUE(pair.initiator.send(as_bytes("frame")));
  const Bytes bytes = pair.initiator.take_output();
  pair.responder_log.take(pair.responder.feed(ByteView(bytes).first(bytes.size() - 1)));
  EXPECT_THAT(pair.responder_log.frames, IsEmpty());
  EXPECT_FALSE(pair.responder.failed());
}

TEST(SecureChannel, AReplayedOrDroppedMessageEndsIt) {
  ChannelPair pair;
  pair.run();
  ASSERT_TRUE(pair.initiator.send(as_bytes("once")));
  const Bytes bytes = pair.initiator.take_output();
  pair.responder_log.take(pair.responder.feed(bytes));
  pair.responder_log.take(pair.responder.feed(bytes));
  EXPECT_THAT(pair.responder_log.frames, ElementsAre("once"));
  EXPECT_EQ(pair.responder_log.failures, 1);
}

TEST(SecureChannel, FramesAreHandedOverBeforeTheFailureBehindThem) {
  ChannelPair pair;
  pair.run();
  ASSERT_TRUE(pair.initiator.send(as_bytes("good")));
  Bytes bytes = pair.initiator.take_output();
  append(bytes, Bytes(100, 0));
  pair.responder_log.take(pair.responder.feed(bytes));
  EXPECT_THAT(pair.responder_log.frames, ElementsAre("good"));
  EXPECT_EQ(pair.responder_log.failures, 1);
}

TEST(SecureChannel, AfterAFailureItIgnoresAndSaysNothing) {
  ChannelPair pair;
  pair.psk = std::nullopt;
  pair.run();
  EXPECT_THAT(pair.responder.feed(as_bytes("more")), IsEmpty());
  EXPECT_THAT(pair.responder.supply_psk(Bytes(32, 7)), IsEmpty());
  EXPECT_TRUE(pair.responder.send(as_bytes("x")).error().is(CryptoError::OutOfTurn));
  EXPECT_THAT(pair.responder.take_output(), IsEmpty());
}

TEST(SecureChannel, HoldsBackOnlySoMuchWhileItWaitsForThePsk) {
  ChannelPair pair;
  pair.responder_log.take(pair.responder.feed(pair.initiator.take_output()));
  pair.initiator.feed(pair.responder.take_output());
  pair.responder_log.take(pair.responder.feed(pair.initiator.take_output()));
  ASSERT_TRUE(pair.responder_log.asked);
  pair.responder_log.take(pair.responder.feed(Bytes(kMaxHeldInput, 0)));
  EXPECT_FALSE(pair.responder.failed());
  pair.responder_log.take(pair.responder.feed(Bytes(1, 0)));
  EXPECT_EQ(pair.responder_log.failures, 1);
}

TEST(SecureChannel, SpendsAFewDiffieHellmansAndReadsAFewBytes) {
  ChannelPair pair(ChannelMode::Pairing);
  std::size_t read = 0;
  pair.on_wire = [&](Bytes& bytes, bool from_initiator) { read += from_initiator ? bytes.size() : 0; };
  pair.run();
  EXPECT_EQ(pair.responder.dh_operations(), kResponderDhOperations);
  EXPECT_EQ(read, kMaxHandshakeInput);
}

TEST(SecureChannel, GoesOnAcrossManyRekeys) {
  ChannelPair pair;
  pair.run();
  for (std::uint64_t i = 0; i < 3 * kRekeyInterval; ++i) {
    ASSERT_TRUE(pair.initiator.send(as_bytes("frame")));
    pair.responder_log.take(pair.responder.feed(pair.initiator.take_output()));
  }
  EXPECT_EQ(pair.responder_log.frames.size(), 3 * kRekeyInterval);
  EXPECT_EQ(pair.responder_log.failures, 0);
}

TEST(SecureChannel, AWeakRemoteKeyIsRefusedAtOnce) {
  test::SeededRandom random(1);
  const auto key = std::make_shared<const DhKey>(DhKey::generate(random));
  SecureChannel::Target target{ChannelMode::Contact, DhPublicKey(), EphemeralSecret<32>(), std::nullopt};
  EXPECT_TRUE(SecureChannel::initiate(key, std::move(target), random).error().is(CryptoError::WeakKey));
}

TEST(SecureChannel, AnInvitationBelongsToPairingOnly) {
  test::SeededRandom random(1);
  const auto key = std::make_shared<const DhKey>(DhKey::generate(random));
  SecureChannel::Target target{ChannelMode::Pairing, key->public_key(), EphemeralSecret<32>(), std::nullopt};
  EXPECT_THROW((void)SecureChannel::initiate(key, std::move(target), random), std::invalid_argument);
}

}  // namespace
}  // namespace tasuki::crypto
