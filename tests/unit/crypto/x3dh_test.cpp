#include "core/crypto/x3dh.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "tests/support/protocol_document.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::crypto {
namespace {

/// Everything that goes into one side's computation; every secret is a byte repeated.
struct Inputs {
  AgencyId initiator{filled(1)};
  AgencyId responder{filled(2)};
  SessionId session{filled(3)};
  Mode mode = Mode::FaceToFace;
  std::uint8_t initiator_identity = 0x11;
  std::uint8_t responder_identity = 0x12;
  std::uint8_t ephemeral = 0x13;
  std::uint8_t prekey = 0x14;
  std::uint8_t pair_secret = 0x15;

  static std::array<std::uint8_t, 32> filled(std::uint8_t value) {
    std::array<std::uint8_t, 32> bytes;
    bytes.fill(value);
    return bytes;
  }
  static DhKey key(std::uint8_t value) { return DhKey::from_secret(filled(value)); }
  static EphemeralDhKey ephemeral_key(std::uint8_t value) {
    return EphemeralDhKey::from_secret(filled(value));
  }

  X3dhContext context() const {
    return {initiator, responder, key(initiator_identity).public_key(), key(responder_identity).public_key(),
            session,   mode};
  }
  std::string initiate() const {
    return to_hex(x3dh_initiate(context(), key(initiator_identity), ephemeral_key(ephemeral),
                                ephemeral_key(prekey).public_key(), filled(pair_secret))
                      .value()
                      .reveal());
  }
  std::string respond() const {
    return to_hex(x3dh_respond(context(), key(responder_identity), ephemeral_key(prekey),
                               ephemeral_key(ephemeral).public_key(), filled(pair_secret))
                      .value()
                      .reveal());
  }
};

TEST(X3dh, BothSidesAgree) {
  EXPECT_EQ(Inputs().initiate(), Inputs().respond());
  Inputs introduced;
  introduced.mode = Mode::Introduced;
  EXPECT_EQ(introduced.initiate(), introduced.respond());
}

TEST(X3dh, ADifferenceInAnyInputGivesAnotherSecret) {
  const std::vector<std::pair<std::string, std::function<void(Inputs&)>>> changes{
      {"initiator", [](Inputs& in) { in.initiator = AgencyId(Inputs::filled(9)); }},
      {"responder", [](Inputs& in) { in.responder = AgencyId(Inputs::filled(9)); }},
      {"session", [](Inputs& in) { in.session = SessionId(Inputs::filled(9)); }},
      {"mode", [](Inputs& in) { in.mode = Mode::Introduced; }},
      {"initiator's identity key", [](Inputs& in) { in.initiator_identity = 0x21; }},
      {"responder's identity key", [](Inputs& in) { in.responder_identity = 0x21; }},
      {"ephemeral key", [](Inputs& in) { in.ephemeral = 0x21; }},
      {"prekey", [](Inputs& in) { in.prekey = 0x21; }},
      {"pair secret", [](Inputs& in) { in.pair_secret = 0x21; }},
      {"ids swapped", [](Inputs& in) { std::swap(in.initiator, in.responder); }},
  };
  std::set<std::string> secrets{Inputs().initiate()};
  for (const auto& [what, change] : changes) {
    Inputs changed;
    change(changed);
    EXPECT_TRUE(secrets.insert(changed.respond()).second) << what;
  }
}

TEST(X3dh, KeysOfLowOrderAreRefused) {
  const Inputs in;
  auto context = in.context();
  context.initiator_identity = DhPublicKey();
  EXPECT_FALSE(
      x3dh_respond(context, Inputs::key(1), Inputs::ephemeral_key(2), Inputs::key(3).public_key(), {}));
  EXPECT_FALSE(x3dh_respond(in.context(), Inputs::key(1), Inputs::ephemeral_key(2), DhPublicKey(), {}));
  EXPECT_FALSE(x3dh_initiate(in.context(), Inputs::key(1), Inputs::ephemeral_key(2), DhPublicKey(), {}));
}

TEST(X3dh, TheSecretIsAsTheProtocolSays) {
  EXPECT_EQ(Inputs().initiate(), test::protocol_example("x3dh-secret"));
  EXPECT_EQ(to_hex(Inputs().context().associated_data()), test::protocol_example("session-associated-data"));
}

}  // namespace
}  // namespace tasuki::crypto
