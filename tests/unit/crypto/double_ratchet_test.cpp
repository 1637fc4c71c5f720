#include "core/crypto/double_ratchet.hpp"

#include <gtest/gtest.h>

#include "proto/state.pb.h"
#include "tests/support/counting_random.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/crypto/ratchet_pair.hpp"

namespace tasuki::crypto {
namespace {

std::string state_of(const RatchetSide& side) {
  proto::state::RatchetState stored;
  side.ratchet().to_proto(stored);
  return stored.SerializeAsString();
}

void expect_error(const Result<std::string>& received, CryptoError error) {
  ASSERT_FALSE(received);
  EXPECT_TRUE(received.error().is(error)) << received.error().name();
}

/// Both sides have spoken: all chains exist.
RatchetPair settled(std::uint64_t seed = 1) {
  RatchetPair pair(seed);
  EXPECT_EQ(pair.b.receive(pair.a.send("1")).value(), "1");
  EXPECT_EQ(pair.a.receive(pair.b.send("2")).value(), "2");
  EXPECT_EQ(pair.b.receive(pair.a.send("3")).value(), "3");
  return pair;
}

TEST(DoubleRatchet, CarriesMessagesBothWays) {
  RatchetPair pair;
  for (int turn = 0; turn < 5; ++turn) {
    for (const char* text : {"a", "", "b"}) EXPECT_EQ(pair.b.receive(pair.a.send(text)).value(), text);
    for (const char* text : {"c", "d"}) EXPECT_EQ(pair.a.receive(pair.b.send(text)).value(), text);
  }
  EXPECT_EQ(pair.a.kept_keys() + pair.b.kept_keys(), 0U);
}

TEST(DoubleRatchet, AResponderCannotSendBeforeItHasReceived) {
  RatchetPair pair;
  const auto sealed = pair.b.ratchet().encrypt(pair.random, {}, {});
  ASSERT_FALSE(sealed);
  EXPECT_TRUE(sealed.error().is(CryptoError::OutOfTurn));
}

TEST(DoubleRatchet, EveryTurnHasANewKeyPair) {
  auto pair = settled();
  const auto first = pair.a.send("x").header.dh;
  EXPECT_EQ(pair.a.send("y").header.dh, first);
  ASSERT_TRUE(pair.a.receive(pair.b.send("z")));
  const auto next = pair.a.send("w");
  EXPECT_NE(next.header.dh, first);
  EXPECT_EQ(next.header.previous, 3U);
  EXPECT_EQ(next.header.number, 0U);
}

TEST(DoubleRatchet, MessagesMayComeInAnyOrder) {
  auto pair = settled();
  std::vector<RatchetMessage> sent;
  for (int i = 0; i < 6; ++i) sent.push_back(pair.a.send(std::to_string(i)));
  for (const int i : {5, 0, 3, 1, 4, 2})
    EXPECT_EQ(pair.b.receive(sent[static_cast<std::size_t>(i)]).value(), std::to_string(i));
  EXPECT_EQ(pair.b.kept_keys(), 0U);
  EXPECT_EQ(pair.b.ratchet().skipped(), 0U);
}

TEST(DoubleRatchet, AMessageOfAnEarlierChainStillOpens) {
  auto pair = settled();
  const auto early = pair.a.send("early");
  const auto seen = pair.a.send("seen");
  const auto late = pair.a.send("late");
  ASSERT_TRUE(pair.b.receive(seen));
  ASSERT_TRUE(pair.a.receive(pair.b.send("turn")));
  ASSERT_TRUE(pair.b.receive(pair.a.send("new chain")));
  EXPECT_EQ(pair.b.ratchet().skipped(), 2U);
  EXPECT_EQ(pair.b.receive(late).value(), "late");
  EXPECT_EQ(pair.b.receive(early).value(), "early");
  EXPECT_EQ(pair.b.kept_keys(), 0U);
}

TEST(DoubleRatchet, TheInitiatorsFirstMessagesMayBeLost) {
  RatchetPair pair;
  for (int i = 0; i < 3; ++i) pair.a.send("lost");
  EXPECT_EQ(pair.b.receive(pair.a.send("fourth")).value(), "fourth");
  EXPECT_EQ(pair.b.kept_keys(), 3U);
}

TEST(DoubleRatchet, NoMessageOpensTwice) {
  auto pair = settled();
  const auto skipped = pair.a.send("skipped");
  const auto message = pair.a.send("x");
  ASSERT_TRUE(pair.b.receive(message));
  expect_error(pair.b.receive(message), CryptoError::AlreadyUsed);
  ASSERT_TRUE(pair.b.receive(skipped));
  expect_error(pair.b.receive(skipped), CryptoError::AlreadyUsed);
  ASSERT_TRUE(pair.a.receive(pair.b.send("turn")));
  ASSERT_TRUE(pair.b.receive(pair.a.send("new chain")));
  expect_error(pair.b.receive(message), CryptoError::NotAuthentic);
}

TEST(DoubleRatchet, TamperingIsFoundAndChangesNothing) {
  auto pair = settled();
  const auto message = pair.a.send("genuine");
  const std::string before = state_of(pair.b);
  std::vector<RatchetMessage> forged(6, message);
  forged[0].ciphertext[0] ^= 1;
  forged[1].ciphertext.back() ^= 1;
  forged[2].ciphertext.resize(10);
  forged[3].header.previous += 1;
  forged[4].header.number += 1;
  forged[5].header.dh = EphemeralDhKey::generate(pair.random).public_key();
  for (const auto& message_forged : forged) {
    expect_error(pair.b.receive(message_forged), CryptoError::NotAuthentic);
    EXPECT_EQ(state_of(pair.b), before);
    EXPECT_EQ(pair.b.kept_keys(), 0U);
  }
  expect_error(pair.b.receive(message, as_bytes("other ad")), CryptoError::NotAuthentic);
  EXPECT_EQ(pair.b.receive(message).value(), "genuine");
}

TEST(DoubleRatchet, ARatchetKeyOfLowOrderIsRefused) {
  auto pair = settled();
  auto message = pair.a.send("x");
  message.header.dh = DhPublicKey();
  expect_error(pair.b.receive(message), CryptoError::WeakKey);
}

TEST(DoubleRatchet, MoreSkippedThanTheBoundIsRefused) {
  auto pair = settled();
  for (std::uint32_t i = 0; i < kMaxSkipped; ++i) pair.a.send("");
  const auto at_bound = pair.a.send("at the bound");
  const auto beyond = pair.a.send("beyond");
  const std::string before = state_of(pair.b);
  expect_error(pair.b.receive({{beyond.header.dh, 0, kMaxSkipped + 2}, beyond.ciphertext}),
               CryptoError::TooManySkipped);
  expect_error(pair.b.receive({{beyond.header.dh, 0, ~0U}, beyond.ciphertext}), CryptoError::TooManySkipped);
  EXPECT_EQ(state_of(pair.b), before);
  EXPECT_EQ(pair.b.receive(at_bound).value(), "at the bound");
  EXPECT_EQ(pair.b.receive(beyond).value(), "beyond");
  EXPECT_EQ(pair.b.ratchet().skipped(), kMaxSkipped);
}

TEST(DoubleRatchet, TheOldestSkippedKeysAreDroppedFirst) {
  auto pair = settled();
  const auto oldest = pair.a.send("oldest");
  const auto second = pair.a.send("second");
  ASSERT_TRUE(pair.b.receive(pair.a.send("x")));
  ASSERT_TRUE(pair.a.receive(pair.b.send("turn")));
  for (std::uint32_t i = 0; i < kMaxSkipped - 1; ++i) pair.a.send("");
  ASSERT_TRUE(pair.b.receive(pair.a.send("y")));
  EXPECT_EQ(pair.b.ratchet().skipped(), kMaxSkipped);
  EXPECT_EQ(pair.b.kept_keys(), kMaxSkipped);
  EXPECT_FALSE(pair.b.receive(oldest));
  EXPECT_EQ(pair.b.receive(second).value(), "second");
}

TEST(DoubleRatchet, ItsStateSurvivesTheStore) {
  auto pair = settled();
  const auto skipped = pair.a.send("skipped");
  for (int turn = 0; turn < 4; ++turn) {
    for (RatchetSide* side : {&pair.a, &pair.b}) {
      proto::state::RatchetState stored;
      ASSERT_TRUE(stored.ParseFromString(state_of(*side)));
      side->replace(Ratchet::from_proto(Mode::FaceToFace, stored).value());
      ASSERT_EQ(state_of(*side), stored.SerializeAsString());
    }
    EXPECT_EQ(pair.b.receive(pair.a.send("ping")).value(), "ping");
    EXPECT_EQ(pair.a.receive(pair.b.send("pong")).value(), "pong");
  }
  EXPECT_EQ(pair.b.receive(skipped).value(), "skipped");
}

TEST(DoubleRatchet, AStoredStateOfAnotherFormIsRefused) {
  const auto pair = settled();
  proto::state::RatchetState whole;
  ASSERT_TRUE(whole.ParseFromString(state_of(pair.b)));
  std::vector<proto::state::RatchetState> wrong(5, whole);
  wrong[0].clear_root_key();
  wrong[1].set_dh_secret("short");
  wrong[2].set_send_chain("short");
  wrong[3].set_remote_dh("short");
  wrong[4].clear_remote_dh();
  for (const auto& stored : wrong) {
    const auto read = Ratchet::from_proto(Mode::FaceToFace, stored);
    ASSERT_FALSE(read);
    EXPECT_TRUE(read.error().is(CryptoError::Malformed));
  }
}

TEST(DoubleRatchet, ModesDoNotUnderstandEachOther) {
  RatchetPair pair(1, Mode::FaceToFace, Mode::Introduced);
  expect_error(pair.b.receive(pair.a.send("x")), CryptoError::NotAuthentic);
}

TEST(DoubleRatchet, ACopyThatIsUsedAgainSharesNoNonce) {
  auto pair = settled();
  auto once = pair.a.ratchet().encrypt(pair.random, {}, as_bytes("text")).value();
  auto again = pair.a.ratchet().encrypt(pair.random, {}, as_bytes("text")).value();
  EXPECT_EQ(once.header.number, again.header.number);
  EXPECT_NE(once.ciphertext, again.ciphertext);
}

TEST(DoubleRatchet, AThiefOfAnEarlierStateIsShutOutOnceBothHaveSpoken) {
  auto pair = settled();
  test::MemorySkippedKeys none;
  const auto stolen = pair.b.ratchet().clone();
  ASSERT_TRUE(pair.b.receive(pair.a.send("x")));
  ASSERT_TRUE(pair.a.receive(pair.b.send("y")));
  ASSERT_TRUE(pair.b.receive(pair.a.send("z")));
  ASSERT_TRUE(pair.a.receive(pair.b.send("v")));
  const auto later = pair.a.send("later");
  EXPECT_FALSE(stolen.decrypt(pair.random, none, later.header, as_bytes("ad"), later.ciphertext));
}

TEST(DoubleRatchet, TheFirstMessageIsAsTheProtocolSays) {
  test::CountingRandom random(4);
  const auto prekey = EphemeralDhKey::from_secret(Bytes(32, 3));
  const auto ratchet =
      Ratchet::begin_sending(random, Mode::FaceToFace, EphemeralSecret<32>(Bytes(32, 7)), prekey.public_key())
          .value();
  const auto sealed = ratchet.encrypt(random, as_bytes("associated data"), as_bytes("night handoff")).value();
  EXPECT_EQ(to_hex(concat({sealed.header.encode(), sealed.ciphertext})),
            test::protocol_example("first-ratchet-message"));
}

}  // namespace
}  // namespace tasuki::crypto
