#include "client-cli/child.hpp"

#include <gtest/gtest.h>

namespace tasuki::cli {
namespace {

TEST(Child, TellsWhatItPrintedAndHowItEnded) {
  const auto end = run_child({"/bin/sh", "-c", "echo one; echo two; exit 3"}, {});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->out, "one\ntwo\n");
  EXPECT_EQ(end->exit_code, 3);
}

TEST(Child, FindsEachSecretInAPipeOfItsOwn) {
  std::vector<SecretBytes> secrets;
  secrets.emplace_back(std::string_view("first"));
  secrets.emplace_back(std::string_view("second"));
  const auto end =
      run_child({"/bin/sh", "-c", "cat " + secret_path(1) + "; echo; cat " + secret_path(0)}, secrets);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->out, "second\nfirst");
}

TEST(Child, GetsItsArgumentsAsTheyAre) {
  const auto end = run_child({"/bin/sh", "-c", "printf '%s|' \"$@\"", "sh", "斎藤 花", "$HOME", "a\"b"}, {});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->out, "斎藤 花|$HOME|a\"b|");
}

TEST(Child, MayFillBothOfItsOutputsAtOnce) {
  const auto end =
      run_child({"/bin/sh", "-c", "head -c 150000 /dev/zero >&2; head -c 150000 /dev/zero; echo x >&2"}, {});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->out.size(), 64u * 1024);
  EXPECT_EQ(end->err.size(), 64u * 1024);
}

TEST(Child, EndedByASignalIsToldAsShellsDo) {
  EXPECT_EQ(run_child({"/bin/sh", "-c", "kill -9 $$"}, {})->exit_code, 137);
}

TEST(Child, ThatIsNoProgramEndsWith127) { EXPECT_EQ(run_child({"/nonexistent"}, {})->exit_code, 127); }

TEST(Child, ThatPrintsWithoutEndIsHeardOnlySoFar) {
  const auto end = run_child({"/bin/sh", "-c", "head -c 200000 /dev/zero | tr '\\0' x"}, {});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->out.size(), 64u * 1024);
  EXPECT_EQ(end->exit_code, 0);
}

TEST(ProgramBeside, LooksOnThePathToo) {
  EXPECT_TRUE(program_beside("sh").ends_with("/sh"));
  EXPECT_EQ(program_beside("no-such-program-anywhere"), "");
}

}  // namespace
}  // namespace tasuki::cli
