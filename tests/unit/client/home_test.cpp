#include "client/home.hpp"

#include <gtest/gtest.h>

#include <filesystem>
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

TEST(Home, TheFlagOutranksTheEnvironment) {
  const auto all = environment({{"TASUKI_HOME", "/b"}, {"XDG_DATA_HOME", "/c"}, {"HOME", "/d"}});
  EXPECT_EQ(*resolve_home("/a", all), "/a");
  EXPECT_EQ(*resolve_home("", all), "/b");
}

TEST(Home, WithoutEitherItIsInTheXdgDataFolder) {
  EXPECT_EQ(*resolve_home("", environment({{"XDG_DATA_HOME", "/c"}, {"HOME", "/d"}})), "/c/tasuki");
  EXPECT_EQ(*resolve_home("", environment({{"HOME", "/d"}})), "/d/.local/share/tasuki");
}

TEST(Home, ARelativeXdgFolderIsIgnoredAsTheSpecificationAsks) {
  EXPECT_EQ(*resolve_home("", environment({{"XDG_DATA_HOME", "c"}, {"HOME", "/d"}})),
            "/d/.local/share/tasuki");
}

TEST(Home, NothingToGoByIsAnError) {
  EXPECT_TRUE(resolve_home("", environment({})).error().is(ClientError::HomeUnknown));
}

TEST(Home, TwoSpellingsOfAFolderAreOneHome) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "home");
  std::filesystem::create_symlink(folder / "home", folder / "link");
  const auto plain = *resolve_home(folder / "home", environment({}));
  EXPECT_EQ(*resolve_home(folder / "home/", environment({})), plain);
  EXPECT_EQ(*resolve_home(folder / "./x/../home", environment({})), plain);
  EXPECT_EQ(*resolve_home(folder / "link", environment({})), plain);
}

TEST(Home, ARelativeFlagBecomesAbsolute) {
  EXPECT_EQ(*resolve_home("somewhere", environment({})),
            (std::filesystem::current_path() / "somewhere").string());
}

TEST(Home, TheSocketLiesInTheHome) { EXPECT_EQ(socket_path("/a"), "/a/api.sock"); }

}  // namespace
}  // namespace tasuki::client
