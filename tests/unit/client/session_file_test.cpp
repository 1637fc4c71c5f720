#include "client/session_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "client/error.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::client {
namespace {

Environment environment(std::map<std::string, std::string> values) {
  return [values](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
}

unsigned mode_of(const std::string& path) {
  struct stat found{};
  return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
}

Bytes token_in(const std::string& file) { return copy(load_session(file)->reveal()); }

class SessionFile : public ::testing::Test {
 protected:
  test::TemporaryFolder folder_;
  const SecretBytes token_{Bytes(32, 0x5a)};
};

TEST_F(SessionFile, GivesBackTheTokenSaved) {
  ASSERT_TRUE(save_session(folder_ / "session", token_));
  EXPECT_EQ(token_in(folder_ / "session"), Bytes(32, 0x5a));
}

TEST_F(SessionFile, IsReadableByItsUserOnly) {
  ASSERT_TRUE(save_session(folder_ / "session", token_));
  EXPECT_EQ(mode_of(folder_ / "session"), 0600u);
}

TEST_F(SessionFile, ReplacesAnOlderTokenAndLeavesNothingElse) {
  std::ofstream(folder_ / "session") << "aa\n";
  ASSERT_TRUE(save_session(folder_ / "session", token_));
  EXPECT_EQ(token_in(folder_ / "session"), Bytes(32, 0x5a));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(SessionFile, ThatIsMissingMeansNobodyIsLoggedIn) {
  EXPECT_TRUE(load_session(folder_ / "session")->empty());
}

TEST_F(SessionFile, ThatHoldsSomethingElseIsRefused) {
  for (const auto& content :
       std::vector<std::string>{"", "\n", "not hex\n", "abc\n", std::string(5000, 'a')}) {
    std::ofstream(folder_ / "session") << content;
    EXPECT_TRUE(load_session(folder_ / "session").error().is(ClientError::SessionFileUnusable)) << content;
  }
}

TEST_F(SessionFile, IsGoneWhenForgotten) {
  ASSERT_TRUE(save_session(folder_ / "session", token_));
  EXPECT_TRUE(forget_session(folder_ / "session"));
  EXPECT_TRUE(forget_session(folder_ / "session"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "session"));
}

TEST_F(SessionFile, ThatCannotBeWrittenIsAnError) {
  EXPECT_TRUE(save_session(folder_ / "no/session", token_).error().is(ClientError::SessionFileUnusable));
}

TEST_F(SessionFile, IsNamedByFlagThenEnvironmentThenRuntimeFolder) {
  const auto all = environment({{"TASUKI_SESSION", "/b"}, {"XDG_RUNTIME_DIR", folder_.path()}});
  EXPECT_EQ(*resolve_session_file("/a", "/home", all), "/a");
  EXPECT_EQ(*resolve_session_file("", "/home", all), "/b");
  const auto runtime = environment({{"XDG_RUNTIME_DIR", folder_.path()}});
  EXPECT_TRUE(resolve_session_file("", "/home", runtime)->starts_with(folder_ / "tasuki/session-"));
}

TEST_F(SessionFile, OfAnotherHomeIsAnotherFile) {
  const auto runtime = environment({{"XDG_RUNTIME_DIR", folder_.path()}});
  EXPECT_EQ(*resolve_session_file("", "/one", runtime), *resolve_session_file("", "/one", runtime));
  EXPECT_NE(*resolve_session_file("", "/one", runtime), *resolve_session_file("", "/two", runtime));
}

TEST_F(SessionFile, IsNotPutIntoAFolderThatOthersReach) {
  std::filesystem::create_directory(folder_ / "tasuki");
  ASSERT_EQ(::chmod((folder_ / "tasuki").c_str(), 0755), 0);
  const auto runtime = environment({{"XDG_RUNTIME_DIR", folder_.path()}});
  EXPECT_TRUE(resolve_session_file("", "/home", runtime).error().is(ClientError::SessionFileUnusable));
}

TEST_F(SessionFile, IsNotPutBehindASymbolicLink) {
  std::filesystem::create_directory(folder_ / "elsewhere");
  std::filesystem::create_symlink(folder_ / "elsewhere", folder_ / "tasuki");
  const auto runtime = environment({{"XDG_RUNTIME_DIR", folder_.path()}});
  EXPECT_TRUE(resolve_session_file("", "/home", runtime).error().is(ClientError::SessionFileUnusable));
}

}  // namespace
}  // namespace tasuki::client
