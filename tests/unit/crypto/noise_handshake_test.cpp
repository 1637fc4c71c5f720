#include "core/crypto/noise_handshake.hpp"

#include <gmock/gmock.h>

#include "tests/support/seeded_random.hpp"

namespace tasuki::crypto {
namespace {

using test::SeededRandom;

std::vector<EphemeralSecret<32>> psks(std::initializer_list<std::uint8_t> fills) {
  std::vector<EphemeralSecret<32>> secrets;
  for (const auto fill : fills) secrets.emplace_back(Bytes(32, fill));
  return secrets;
}

class NoiseHandshakePair : public testing::Test {
 protected:
  NoiseHandshake party(const std::string& pattern, NoiseRole role, std::vector<EphemeralSecret<32>> own_psks,
                       std::string_view prologue = "prologue") {
    const bool initiator = role == NoiseRole::Initiator;
    const auto& theirs = initiator ? responder_key_ : initiator_key_;
    NoiseKeys keys{initiator ? initiator_key_ : responder_key_, theirs->public_key(), std::move(own_psks)};
    auto parsed = parse_noise_protocol("Noise_" + pattern + "_25519_ChaChaPoly_SHA256").value();
    return NoiseHandshake::create(std::move(parsed), role, as_bytes(prologue), std::move(keys)).value();
  }
  /// Messages 1 and 2 of XKpsk3, then the initiator's third.
  Bytes third_message(NoiseHandshake& initiator, NoiseHandshake& responder) {
    responder.read_message(initiator.write_message({}, random_).value()).value();
    initiator.read_message(responder.write_message({}, random_).value()).value();
    return initiator.write_message(as_bytes("third"), random_).value();
  }

  SeededRandom random_{1};
  std::shared_ptr<const DhKey> initiator_key_ = std::make_shared<const DhKey>(DhKey::generate(random_));
  std::shared_ptr<const DhKey> responder_key_ = std::make_shared<const DhKey>(DhKey::generate(random_));
};

TEST_F(NoiseHandshakePair, AsksForThePskOnceTheStaticKeyIsKnown) {
  auto initiator = party("XKpsk3", NoiseRole::Initiator, psks({7}));
  auto responder = party("XKpsk3", NoiseRole::Responder, {});
  const auto read = responder.read_message(third_message(initiator, responder)).value();
  EXPECT_TRUE(read.needs_psk);
  EXPECT_EQ(responder.remote_static(), initiator_key_->public_key());
  EXPECT_FALSE(responder.complete());

  const auto rest = responder.supply_psk(Bytes(32, 7)).value();
  EXPECT_EQ(as_text(rest.payload), "third");
  EXPECT_TRUE(responder.complete());
  EXPECT_EQ(responder.handshake_hash(), initiator.handshake_hash());
}

TEST_F(NoiseHandshakePair, SplitsIntoKeysThatFitCrosswise) {
  auto initiator = party("XKpsk3", NoiseRole::Initiator, psks({7}));
  auto responder = party("XKpsk3", NoiseRole::Responder, psks({7}));
  responder.read_message(third_message(initiator, responder)).value();
  auto a = initiator.split().value();
  auto b = responder.split().value();
  EXPECT_EQ(as_text(b.receive.decrypt({}, a.send.encrypt({}, as_bytes("there")).value()).value()), "there");
  EXPECT_EQ(as_text(a.receive.decrypt({}, b.send.encrypt({}, as_bytes("back")).value()).value()), "back");
  EXPECT_TRUE(a.receive.decrypt({}, a.send.encrypt({}, as_bytes("own")).value())
                  .error()
                  .is(CryptoError::NotAuthentic));
}

TEST_F(NoiseHandshakePair, AnotherPskIsNotAuthentic) {
  auto initiator = party("XKpsk3", NoiseRole::Initiator, psks({7}));
  auto responder = party("XKpsk3", NoiseRole::Responder, {});
  responder.read_message(third_message(initiator, responder)).value();
  EXPECT_TRUE(responder.supply_psk(Bytes(32, 8)).error().is(CryptoError::NotAuthentic));
  EXPECT_FALSE(responder.complete());
  EXPECT_TRUE(responder.split().error().is(CryptoError::OutOfTurn));
}

TEST_F(NoiseHandshakePair, AsksForEveryPskThatIsMissing) {
  auto initiator = party("NNpsk0+psk1", NoiseRole::Initiator, psks({1, 2}));
  auto responder = party("NNpsk0+psk1", NoiseRole::Responder, {});
  EXPECT_TRUE(
      responder.read_message(initiator.write_message(as_bytes("a"), random_).value()).value().needs_psk);
  EXPECT_TRUE(responder.supply_psk(Bytes(32, 1)).value().needs_psk);
  EXPECT_EQ(as_text(responder.supply_psk(Bytes(32, 2)).value().payload), "a");
}

TEST_F(NoiseHandshakePair, AnotherPrologueIsNotAuthentic) {
  auto initiator = party("XK", NoiseRole::Initiator, {}, "one");
  auto responder = party("XK", NoiseRole::Responder, {}, "two");
  const auto first = initiator.write_message({}, random_).value();
  EXPECT_TRUE(responder.read_message(first).error().is(CryptoError::NotAuthentic));
}

TEST_F(NoiseHandshakePair, EverythingOutOfTurnIsAnErrorAndFinal) {
  auto reader = party("XK", NoiseRole::Responder, {});
  EXPECT_TRUE(reader.write_message({}, random_).error().is(CryptoError::OutOfTurn));
  auto initiator = party("XK", NoiseRole::Initiator, {});
  EXPECT_TRUE(
      reader.read_message(initiator.write_message({}, random_).value()).error().is(CryptoError::OutOfTurn));
  EXPECT_TRUE(initiator.write_message({}, random_).error().is(CryptoError::OutOfTurn));
  auto unasked = party("XKpsk3", NoiseRole::Responder, {});
  EXPECT_TRUE(unasked.supply_psk(Bytes(32, 7)).error().is(CryptoError::OutOfTurn));
}

TEST_F(NoiseHandshakePair, ShortMessagesAreMalformed) {
  for (std::size_t size = 0; size < 48; ++size) {
    auto responder = party("XK", NoiseRole::Responder, {});
    EXPECT_FALSE(responder.read_message(Bytes(size, 9))) << size;
  }
}

TEST_F(NoiseHandshakePair, MessagesBeyond65535BytesAreRefusedAtBothEnds) {
  auto initiator = party("NN", NoiseRole::Initiator, {});
  EXPECT_TRUE(initiator.write_message(Bytes(65535 - 31), random_).error().is(CryptoError::Malformed));
  auto responder = party("NN", NoiseRole::Responder, {});
  EXPECT_TRUE(responder.read_message(Bytes(65536)).error().is(CryptoError::Malformed));
  auto longest = party("NN", NoiseRole::Initiator, {});
  EXPECT_EQ(longest.write_message(Bytes(65535 - 32), random_).value().size(), 65535U);
}

TEST_F(NoiseHandshakePair, KeysOfLowOrderAreRefused) {
  auto responder = party("NN", NoiseRole::Responder, {});
  ASSERT_TRUE(responder.read_message(Bytes(32, 0)));
  EXPECT_TRUE(responder.write_message({}, random_).error().is(CryptoError::WeakKey));
}

TEST_F(NoiseHandshakePair, AKeyThatThePatternNeedsMustBeThere) {
  const auto xk = parse_noise_protocol("Noise_XK_25519_ChaChaPoly_SHA256").value();
  const auto nn = parse_noise_protocol("Noise_NN_25519_ChaChaPoly_SHA256").value();
  EXPECT_TRUE(NoiseHandshake::create(xk, NoiseRole::Initiator, {}, {initiator_key_, std::nullopt, {}})
                  .error()
                  .is(CryptoError::Malformed));
  EXPECT_TRUE(NoiseHandshake::create(xk, NoiseRole::Responder, {}, {}).error().is(CryptoError::Malformed));
  EXPECT_TRUE(NoiseHandshake::create(nn, NoiseRole::Responder, {}, {}));
}

TEST_F(NoiseHandshakePair, TheMissingDirectionOfAOneWayPatternIsUsedUp) {
  auto initiator = party("N", NoiseRole::Initiator, {});
  auto responder = party("N", NoiseRole::Responder, {});
  responder.read_message(initiator.write_message({}, random_).value()).value();
  EXPECT_TRUE(responder.split().value().send.encrypt({}, {}).error().is(CryptoError::OutOfTurn));
  EXPECT_TRUE(initiator.split().value().receive.decrypt({}, Bytes(16)).error().is(CryptoError::OutOfTurn));
}

TEST(NoiseCipherState, ReportsWhenItsNoncesAreUsedUp) {
  constexpr auto kLast = NoiseCipherState::kReservedNonce - 1;
  NoiseCipherState sender(EphemeralSecret<32>(Bytes(32, 1)), kLast);
  NoiseCipherState receiver(EphemeralSecret<32>(Bytes(32, 1)), kLast);
  const auto sealed = sender.encrypt({}, as_bytes("last")).value();
  EXPECT_EQ(as_text(receiver.decrypt({}, sealed).value()), "last");
  EXPECT_TRUE(sender.encrypt({}, {}).error().is(CryptoError::OutOfTurn));
  EXPECT_TRUE(receiver.decrypt({}, sealed).error().is(CryptoError::OutOfTurn));
}

TEST(NoiseCipherState, AFailedDecryptionSpendsNoNonce) {
  NoiseCipherState sender(EphemeralSecret<32>(Bytes(32, 1)));
  NoiseCipherState receiver(EphemeralSecret<32>(Bytes(32, 1)));
  const auto sealed = sender.encrypt(as_bytes("ad"), as_bytes("text")).value();
  EXPECT_FALSE(receiver.decrypt(as_bytes("da"), sealed));
  EXPECT_EQ(receiver.nonce(), 0U);
  EXPECT_TRUE(receiver.decrypt(as_bytes("ad"), sealed));
}

TEST(NoiseCipherState, RekeyingChangesTheKeyAndKeepsTheCount) {
  NoiseCipherState sender(EphemeralSecret<32>(Bytes(32, 1)));
  NoiseCipherState receiver(EphemeralSecret<32>(Bytes(32, 1)));
  sender.rekey();
  const auto sealed = sender.encrypt({}, as_bytes("text")).value();
  EXPECT_FALSE(receiver.decrypt({}, sealed));
  receiver.rekey();
  EXPECT_TRUE(receiver.decrypt({}, sealed));
  EXPECT_EQ(sender.nonce(), 1U);
}

}  // namespace
}  // namespace tasuki::crypto
