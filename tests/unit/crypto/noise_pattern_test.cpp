#include "core/crypto/noise_pattern.hpp"

#include <gmock/gmock.h>

namespace tasuki::crypto {
namespace {

using enum NoiseToken;
using testing::ElementsAre;

NoisePattern parsed(const std::string& handshake) {
  return parse_noise_protocol("Noise_" + handshake + "_25519_ChaChaPoly_SHA256").value();
}

std::string refusal(std::string_view name) { return parse_noise_protocol(name).error().detail(); }

TEST(NoisePatternName, GivesTheTokensOfEachMessage) {
  const auto xk = parsed("XK");
  EXPECT_THAT(xk.messages, ElementsAre(ElementsAre(E, ES), ElementsAre(E, EE), ElementsAre(S, SE)));
  EXPECT_TRUE(xk.responder_static_known);
  EXPECT_FALSE(xk.initiator_static_known);
  EXPECT_FALSE(xk.one_way);
  EXPECT_EQ(xk.protocol_name, "Noise_XK_25519_ChaChaPoly_SHA256");
}

TEST(NoisePatternName, PutsPsksAtTheStartOrBehindTheMessageThatTheyName) {
  EXPECT_THAT(parsed("XKpsk3").messages,
              ElementsAre(ElementsAre(E, ES), ElementsAre(E, EE), ElementsAre(S, SE, Psk)));
  EXPECT_THAT(parsed("NNpsk0+psk1+psk2").messages,
              ElementsAre(ElementsAre(Psk, E, Psk), ElementsAre(E, EE, Psk)));
  EXPECT_THAT(parsed("X1Npsk4").messages.back(), ElementsAre(SE, Psk));
  EXPECT_EQ(parsed("XXpsk0+psk3").psk_count(), 2U);
}

TEST(NoisePatternName, KnowsEveryPatternOfTheSpecification) {
  for (const char* name :
       {"N",   "K",    "X",   "NN",  "NK",   "NX",  "XN",  "XK",   "XX",   "KN",  "KK",   "KX",  "IN",
        "IK",  "IX",   "NK1", "NX1", "X1N",  "X1K", "XK1", "X1K1", "X1X",  "XX1", "X1X1", "K1N", "K1K",
        "KK1", "K1K1", "K1X", "KX1", "K1X1", "I1N", "I1K", "IK1",  "I1K1", "I1X", "IX1",  "I1X1"}) {
    EXPECT_EQ(parsed(name).one_way, std::string_view(name).size() == 1) << name;
  }
}

TEST(NoisePatternName, SaysWhatItDoesNotKnow) {
  EXPECT_EQ(refusal("Noise_XY_25519_ChaChaPoly_SHA256"), "pattern");
  EXPECT_EQ(refusal("Noise__25519_ChaChaPoly_SHA256"), "pattern");
  EXPECT_EQ(refusal("Noise_XK_25519_AESGCM_SHA256"), "suite");
  EXPECT_EQ(refusal("Noise_XK_25519_ChaChaPoly_SHA256_"), "suite");
  EXPECT_EQ(refusal("Noise_XK"), "name");
  EXPECT_EQ(refusal("XK_25519_ChaChaPoly_SHA256"), "name");
  EXPECT_EQ(refusal(""), "name");
}

TEST(NoisePatternName, RefusesModifiersThatDoNotFit) {
  for (const char* handshake : {"XKpsk4", "Npsk2", "XKpsk", "XKpsk00", "XKpskx", "XKpsk3+psk3", "XKpsk3+",
                                "XK+psk3", "XXfallback", "NNhfs", "XKpsk-"}) {
    EXPECT_EQ(refusal("Noise_" + std::string(handshake) + "_25519_ChaChaPoly_SHA256"), "modifier")
        << handshake;
  }
}

}  // namespace
}  // namespace tasuki::crypto
