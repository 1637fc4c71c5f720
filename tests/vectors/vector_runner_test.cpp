#include "tests/vectors/vector_runner.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/vectors/noise_vector.hpp"

namespace tasuki::test {
namespace {

using nlohmann::json;

class NoiseVectorFile : public testing::Test {
 protected:
  static json vector_named(const std::string& name) {
    std::ifstream file("tests/vectors/data/noise_25519_chachapoly_sha256.json");
    const auto all = json::parse(file);
    for (const auto& vector : all["vectors"]) {
      if (vector["protocol_name"] == name) return vector;
    }
    throw BadVector("no vector " + name);
  }
  static std::optional<Tally> run(const json& file) { return run_text(file.dump(), for_each_noise_vector); }
  static testing::AssertionResult fails(const json& vector) {
    const auto verdict = run_noise_vector(vector);
    if (verdict.kind == Verdict::Kind::Failed) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "not failed: " << verdict.why;
  }

  json xx_ = vector_named("Noise_XX_25519_ChaChaPoly_SHA256");
};

TEST_F(NoiseVectorFile, CountsWhatPasses) {
  const auto tally = run({{"vectors", {xx_, xx_}}});
  EXPECT_EQ(tally->passed, 2U);
  EXPECT_EQ(tally->failed + tally->skipped, 0U);
}

TEST_F(NoiseVectorFile, MayBeABareListAndUseTheOtherFieldForTheName) {
  xx_["name"] = xx_["protocol_name"];
  xx_.erase("protocol_name");
  EXPECT_EQ(run(json::array({xx_}))->passed, 1U);
}

TEST_F(NoiseVectorFile, MayLeaveOutWhatCanBeDerived) {
  auto kk = vector_named("Noise_KK_25519_ChaChaPoly_SHA256");
  for (const char* field : {"init_psks", "resp_psks", "init_remote_static", "resp_remote_static"})
    kk.erase(field);
  EXPECT_EQ(run_noise_vector(kk).kind, Verdict::Kind::Passed);
}

TEST_F(NoiseVectorFile, EveryByteOfEveryMessageCounts) {
  for (std::size_t i = 0; i < xx_["messages"].size(); ++i) {
    auto changed = xx_;
    auto text = changed["messages"][i]["ciphertext"].get<std::string>();
    text.back() = text.back() == '0' ? '1' : '0';
    changed["messages"][i]["ciphertext"] = text;
    EXPECT_TRUE(fails(changed)) << "message " << i;
  }
}

TEST_F(NoiseVectorFile, AGivenHandshakeHashIsCompared) {
  xx_["handshake_hash"] = std::string(64, '0');
  EXPECT_TRUE(fails(xx_));
}

TEST_F(NoiseVectorFile, BrokenVectorsFailAndTheRestStillRuns) {
  auto no_hex = xx_;
  no_hex["init_static"] = "xyz";
  auto short_key = xx_;
  short_key["init_static"] = "00";
  auto number = xx_;
  number["init_prologue"] = 7;
  auto no_messages = xx_;
  no_messages.erase("messages");
  auto no_ephemeral = xx_;
  no_ephemeral.erase("init_ephemeral");
  auto no_static = xx_;
  no_static.erase("init_static");
  const auto tally = run({no_hex, short_key, number, no_messages, no_ephemeral, no_static, xx_});
  EXPECT_EQ(tally->failed, 6U);
  EXPECT_EQ(tally->passed, 1U);
}

TEST_F(NoiseVectorFile, OtherSuitesAndPatternsAreSkippedNotCounted) {
  json other = {{"protocol_name", "Noise_XX_448_AESGCM_BLAKE2b"}};
  json fallback = {{"protocol_name", "Noise_XXfallback_25519_ChaChaPoly_SHA256"}};
  const auto tally = run({other, fallback, xx_});
  EXPECT_EQ(tally->skipped, 2U);
  EXPECT_EQ(tally->passed, 1U);
}

TEST_F(NoiseVectorFile, AnythingElseIsNotAFileOfVectors) {
  EXPECT_FALSE(run_text("", for_each_noise_vector));
  EXPECT_FALSE(run_text("{\"vectors\": 1}", for_each_noise_vector));
  EXPECT_FALSE(run_text("[{]", for_each_noise_vector));
}

TEST_F(NoiseVectorFile, TheExitCodeTellsUnreadableFilesFromFailures) {
  std::string program = "noise_vectors";
  std::string folder = "tests/vectors";
  std::string missing = "tests/vectors/data/no-such-file";
  std::string good = "tests/vectors/data/noise_25519_chachapoly_sha256.json";
  char* bad_arguments[] = {program.data(), folder.data(), missing.data(), nullptr};
  char* good_arguments[] = {program.data(), good.data(), nullptr};
  EXPECT_EQ(run_files(1, bad_arguments, for_each_noise_vector), 2);
  EXPECT_EQ(run_files(2, bad_arguments, for_each_noise_vector), 2);
  EXPECT_EQ(run_files(3, bad_arguments, for_each_noise_vector), 2);
  EXPECT_EQ(run_files(2, good_arguments, for_each_noise_vector), 0);
}

}  // namespace
}  // namespace tasuki::test
