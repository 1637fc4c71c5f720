#include "node/options.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.hpp"

namespace tasuki::node {
namespace {

Parsed parse(std::vector<std::string> arguments) {
  std::vector<const char*> pointers{"tasukid"};
  for (const auto& argument : arguments) pointers.push_back(argument.c_str());
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  Parsed parsed = parse_arguments(static_cast<int>(pointers.size()), pointers.data());
  testing::internal::GetCapturedStderr();
  testing::internal::GetCapturedStdout();
  return parsed;
}

class Configured : public testing::Test {
 protected:
  void configure(std::string_view text) { std::ofstream(home_ + "/tasuki.toml") << text; }
  Parsed with_home(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"--home", home_});
    return parse(more);
  }
  test::TemporaryFolder folder_;
  std::string home_ = folder_.path();
};

TEST_F(Configured, TakesWhatTheArgumentsSay) {
  const auto parsed = with_home({"--listen", "127.0.0.1:7411", "--advertise", "a:1", "--advertise", "[::1]:2",
                                 "--passphrase-file", "p", "--test-clock", "t"});
  ASSERT_TRUE(parsed.run);
  EXPECT_EQ(parsed.run->home, home_);
  EXPECT_EQ(parsed.run->listen, "127.0.0.1:7411");
  EXPECT_EQ(parsed.run->advertise, (std::vector<std::string>{"a:1", "[::1]:2"}));
  EXPECT_EQ(parsed.run->passphrase_file, "p");
  EXPECT_EQ(parsed.run->test_clock, "t");
  EXPECT_FALSE(parsed.run->key_file);
  EXPECT_EQ(parsed.run->session_idle_limit, std::chrono::minutes(15));
  EXPECT_FALSE(parsed.run->carry) << "by the kind of agency";
  EXPECT_EQ(parsed.run->lifetime, std::chrono::hours(24 * 35));
}

TEST_F(Configured, ReadsWhetherToCarryAndHowLongAMessageLives) {
  configure("carry = \"team\"\nlifetime_days = 7\n");
  EXPECT_EQ(with_home().run->carry, true);
  EXPECT_EQ(with_home().run->lifetime, std::chrono::hours(24 * 7));
  configure("carry = \"off\"\n");
  EXPECT_EQ(with_home().run->carry, false);
}

TEST_F(Configured, ReadsTheTimeZoneAndTheHolidaysOfThisPlace) {
  EXPECT_EQ(with_home().run->calendar, care::Calendar()) << "Japan's";
  configure("time_zone = \"Europe/Berlin\"\nholidays = \"holidays.toml\"\n");
  EXPECT_FALSE(with_home().run) << "the file is not there";
  std::ofstream(home_ + "/holidays.toml") << "[[added]]\nday = 2026-12-29\nname = 'x'\n";
  const auto parsed = with_home();
  ASSERT_TRUE(parsed.run);
  EXPECT_EQ(parsed.run->calendar.zone.name(), "Europe/Berlin");
  const care::LocalDay day(std::chrono::year(2026) / 12 / 29);
  EXPECT_EQ(parsed.run->calendar.holidays.name_of(day), "x");
}

TEST_F(Configured, RefusesATimeZoneThatTheSystemDoesNotKnow) {
  configure("time_zone = \"Asia/Edo\"\n");
  const auto parsed = with_home();
  EXPECT_FALSE(parsed.run);
  EXPECT_EQ(parsed.exit, Exit::Usage);
  configure("time_zone = 9\n");
  EXPECT_FALSE(with_home().run);
}

TEST_F(Configured, ReadsWhetherToIntroduce) {
  EXPECT_TRUE(with_home().run->introduce);
  configure("introduce = \"off\"\n");
  EXPECT_FALSE(with_home().run->introduce);
}

TEST_F(Configured, ReadsTheHomesFileAndLetsArgumentsGoBeforeIt) {
  configure("listen = \"0.0.0.0:1\"\nadvertise = [\"x:1\"]\nkey_file = \"k\"\nsession_idle_minutes = 5\n");
  const auto plain = with_home();
  ASSERT_TRUE(plain.run);
  EXPECT_EQ(plain.run->listen, "0.0.0.0:1");
  EXPECT_EQ(plain.run->key_file, "k");
  EXPECT_EQ(plain.run->session_idle_limit, std::chrono::minutes(5));
  const auto typed = with_home({"--listen", "b:2", "--passphrase-file", "p"});
  EXPECT_EQ(typed.run->listen, "b:2");
  EXPECT_EQ(typed.run->advertise, std::vector<std::string>{"x:1"});
  EXPECT_EQ(typed.run->passphrase_file, "p");
  EXPECT_FALSE(typed.run->key_file) << "one way to unlock, the one that was typed";
}

TEST_F(Configured, SaysFromWhatAgeOnInformationIsOld) {
  configure("[stale_after]\nsleep-meals = \"12h\"\nmedication = \"30d\"\n");
  const auto parsed = with_home();
  ASSERT_TRUE(parsed.run);
  EXPECT_EQ(parsed.run->stale_after.of({"sleep-meals"}), std::chrono::hours(12));
  EXPECT_EQ(parsed.run->stale_after.of({"medication"}), std::chrono::hours(24 * 30));
  EXPECT_EQ(parsed.run->stale_after.of({"warning-sign"}), std::chrono::hours(24 * 3)) << "as usual";
}

TEST_F(Configured, RefusesAConfigurationThatItDoesNotUnderstand) {
  for (const char* text : {"listne = \"x\"", "listen = 5", "advertise = \"x\"", "session_idle_minutes = 0",
                           "log_level = \"loud\"", "carry = \"yes\"", "introduce = true",
                           "lifetime_days = 36", "stale_after = \"1d\"", "[stale_after]\nsleep = \"1d\"",
                           "[stale_after]\nmedication = \"1w\"", "[stale_after]\nmedication = \"0d\"",
                           "[stale_after]\nmedication = 7", "[stale_after]\nmedication = \"-1d\"",
                           "lifetime_days = 0", "listen = ", "passphrase_file = \"a\"\nkey_file = \"b\""}) {
    configure(text);
    const auto parsed = with_home();
    EXPECT_FALSE(parsed.run) << text;
    EXPECT_EQ(parsed.exit, Exit::Usage) << text;
  }
}

TEST_F(Configured, ANamedConfigurationMustBeThere) {
  EXPECT_EQ(with_home({"--config", home_ + "/none.toml"}).exit, Exit::Usage);
}

TEST_F(Configured, TheExampleThatIsShippedIsUnderstood) {
  EXPECT_TRUE(with_home({"--config", "node/tasuki.example.toml"}).run);
}

TEST(Options, WrongUsageEndsWithTwoAndHelpWithZero) {
  EXPECT_EQ(parse({"--no-such"}).exit, Exit::Usage);
  EXPECT_EQ(parse({"--home", "x", "--passphrase-file", "a", "--key-file", "b"}).exit, Exit::Usage);
  EXPECT_EQ(parse({"--home", "x", "init"}).exit, Exit::Usage);
  const auto help = parse({"--help"});
  EXPECT_EQ(help.exit, Exit::Done);
  EXPECT_FALSE(help.run || help.init);
}

TEST(Options, InitTakesItsFlagsAfterAndCommonOnesBeforeOrAfter) {
  for (const auto& arguments :
       {std::vector<std::string>{"--home", "h/", "init", "--agency", "みどり", "--kind", "visiting-nursing"},
        std::vector<std::string>{"init", "--agency", "みどり", "--kind", "visiting-nursing", "--home",
                                 "h/"}}) {
    const auto parsed = parse(arguments);
    ASSERT_TRUE(parsed.init);
    EXPECT_EQ(parsed.init->home.filename(), "h");
    EXPECT_TRUE(parsed.init->home.is_absolute());
    EXPECT_EQ(parsed.init->agency, "みどり");
    EXPECT_EQ(parsed.init->cost, crypto::kArgon2Default);
  }
}

TEST(Options, InitRefusesAnArgon2CostOutsideTheBounds) {
  const std::vector<std::string> init{"init", "--home", "h", "--agency", "a", "--kind", "family"};
  for (const char* memory : {"7", "1025", "99999999999999"}) {
    auto arguments = init;
    arguments.insert(arguments.end(), {"--argon2-memory-mib", memory});
    EXPECT_EQ(parse(arguments).exit, Exit::Usage) << memory;
  }
}

}  // namespace
}  // namespace tasuki::node
