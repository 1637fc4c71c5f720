#include "client-cli/commands/init.hpp"

#include "client-cli/child.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

using test::Words;

class Init : public ::testing::Test {
 protected:
  Attempt<Handover> hand_over_of(const Words& words) {
    const auto parsed = parse(words);
    EXPECT_TRUE(parsed);
    Io io{.out = out_, .err = out_, .environment = [](const std::string&) { return std::nullopt; }};
    io.can_ask = !typed_.empty();
    io.ask_secret = [this](const std::string&) { return SecretBytes(typed_); };
    return hand_over({*parsed->command, parsed->arguments, io}, "/bin/tasukid");
  }

  std::ostringstream out_;
  std::string typed_;
  const Words words_{
      "init", "--home",  "/h", "--agency", "さくら精神科病院", "--kind",       "精神科病院", "--phone",
      "1",    "--phone", "2",  "--admin",  "斎藤 花",          "--profession", "psw"};
};

TEST_F(Init, HandsTheNodesProgramWhatWasTyped) {
  auto words = words_;
  words.insert(words.end(), {"--passphrase-file", "p", "--admin-passphrase-file", "q"});
  const auto handed = hand_over_of(words);
  ASSERT_TRUE(handed);
  EXPECT_EQ(handed->words, (Words{"/bin/tasukid",
                                  "init",
                                  "--home",
                                  "/h",
                                  "--agency",
                                  "さくら精神科病院",
                                  "--kind",
                                  "psychiatric-hospital",
                                  "--phone",
                                  "1",
                                  "--phone",
                                  "2",
                                  "--admin",
                                  "斎藤 花",
                                  "--profession",
                                  "psw",
                                  "--admin-passphrase-file",
                                  "q",
                                  "--passphrase-file",
                                  "p"}));
  EXPECT_TRUE(handed->secrets.empty());
}

TEST_F(Init, AsksThePassphraseAndHandsItOverInAPipe) {
  typed_ = "合言葉";
  const auto handed = hand_over_of(words_);
  ASSERT_TRUE(handed);
  EXPECT_EQ(handed->words.back(), secret_path(0));
  ASSERT_EQ(handed->secrets.size(), 1u);
  EXPECT_EQ(as_text(handed->secrets[0].reveal()), "合言葉");
  for (const auto& word : handed->words) EXPECT_EQ(word.find("合言葉"), std::string::npos);
}

TEST_F(Init, WithoutATerminalTheFlagIsNamed) {
  const auto handed = hand_over_of(words_);
  ASSERT_FALSE(handed);
  EXPECT_EQ(handed.error().exit, ExitCode::Usage);
  EXPECT_EQ(handed.error().subject, "--passphrase-file");
}

TEST_F(Init, ReadsTheLinesOfTheNodesProgram) {
  const std::string out = "agency_id=aa\nstaff_id=bb\nrecovery_code=AB-CD=\n";
  EXPECT_EQ(value_in(out, "agency_id"), "aa");
  EXPECT_EQ(value_in(out, "recovery_code"), "AB-CD=");
  EXPECT_EQ(value_in(out, "agency"), "");
  EXPECT_EQ(value_in("error=home-exists\n", "error"), "home-exists");
}

}  // namespace
}  // namespace tasuki::cli
