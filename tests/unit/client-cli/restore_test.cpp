#include "client-cli/commands/restore.hpp"

#include "client-cli/child.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

using test::Words;

class Restore : public ::testing::Test {
 protected:
  Attempt<Handover> hand_over_of(const Words& words) {
    const auto parsed = parse(words);
    EXPECT_TRUE(parsed);
    Io io{.out = out_, .err = out_, .environment = [](const std::string&) { return std::nullopt; }};
    io.can_ask = !typed_.empty();
    io.ask_secret = [this](const std::string&) { return SecretBytes(typed_); };
    return hand_over_restore({*parsed->command, parsed->arguments, io}, "/bin/tasukid");
  }

  std::ostringstream out_;
  std::string typed_;
};

TEST_F(Restore, HandsTheNodesProgramTheFileAndTheKeys) {
  const auto handed = hand_over_of(
      {"restore", "--home", "/h", "--admin-passphrase-file", "q", "--passphrase-file", "p", "the backup"});
  ASSERT_TRUE(handed);
  EXPECT_EQ(handed->words, (Words{"/bin/tasukid", "restore", "--home", "/h", "--admin-passphrase-file", "q",
                                  "--passphrase-file", "p", "--", "the backup"}));
  EXPECT_TRUE(handed->secrets.empty());
}

TEST_F(Restore, AsksForPassphraseOrCodeAndHandsItOverInAPipe) {
  typed_ = "合言葉";
  const auto handed = hand_over_of({"restore", "--home", "/h", "--here"});
  ASSERT_TRUE(handed);
  EXPECT_EQ(handed->words, (Words{"/bin/tasukid", "restore", "--here", "--home", "/h", "--passphrase-file",
                                  secret_path(0)}));
  ASSERT_EQ(handed->secrets.size(), 1u);
  EXPECT_EQ(as_text(handed->secrets[0].reveal()), "合言葉");
}

TEST_F(Restore, NeedsNoPassphraseWhereTheCodeIsInAFile) {
  const auto handed = hand_over_of({"restore", "b", "--home", "/h", "--recovery-code-file", "c"});
  ASSERT_TRUE(handed);
  EXPECT_EQ(handed->words,
            (Words{"/bin/tasukid", "restore", "--home", "/h", "--recovery-code-file", "c", "--", "b"}));
}

TEST_F(Restore, WantsAFileOrTheHomeItselfAndNotBoth) {
  for (const auto& words :
       {Words{"restore", "--home", "/h"}, Words{"restore", "b", "--here", "--home", "/h"}}) {
    const auto handed = hand_over_of(words);
    ASSERT_FALSE(handed);
    EXPECT_EQ(handed.error().exit, ExitCode::Usage);
  }
}

}  // namespace
}  // namespace tasuki::cli
