#include "node/holidays_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.hpp"

namespace tasuki::node {
namespace {

using namespace std::chrono;

care::LocalDay day(int year, unsigned month, int of_month) {
  return care::LocalDay(std::chrono::year(year) / static_cast<int>(month) / of_month);
}

/// The TOML that docs/operations.md shows.
std::string documented_example() {
  std::ifstream file("docs/operations.md");
  std::stringstream text;
  text << file.rdbuf();
  const auto begin = text.str().find("```toml\n") + 8;
  return text.str().substr(begin, text.str().find("```", begin) - begin);
}

std::string problem(std::string_view text) { return parse_holidays(text).problem; }

TEST(HolidaysFile, TheExampleInTheManualIsOne) {
  const auto read = parse_holidays(documented_example());
  ASSERT_EQ(read.problem, "");
  EXPECT_EQ(read.holidays.name_of(day(2026, 10, 1)), "開設記念日");
  EXPECT_EQ(read.holidays.name_of(day(2026, 12, 28)), std::nullopt);
  for (const auto each : {day(2026, 12, 29), day(2026, 12, 31), day(2027, 1, 1), day(2027, 1, 3)})
    EXPECT_EQ(read.holidays.name_of(each), "年末年始");
  EXPECT_EQ(read.holidays.name_of(day(2027, 1, 4)), std::nullopt);
  EXPECT_EQ(read.holidays.name_of(day(2026, 5, 4)), std::nullopt);
  EXPECT_EQ(read.holidays.name_of(day(2026, 5, 5)), "こどもの日");
}

TEST(HolidaysFile, MayBeEmpty) { EXPECT_EQ(parse_holidays("# nothing yet\n").holidays, care::Holidays()); }

TEST(HolidaysFile, SaysWhatIsWrongAndInWhichLine) {
  EXPECT_EQ(problem("[[added]\n"), "is not TOML (line 1)");
  EXPECT_EQ(problem("\n[[closed]]\nday = 2026-12-29\nname = 'x'\n"), "has something named closed (line 2)");
  EXPECT_EQ(problem("added = 2026-12-29\n"), "needs [[added]] before each entry (line 1)");
  EXPECT_EQ(problem("[removed]\nday = 2026-12-29\n"), "needs [[removed]] before each entry (line 1)");
  EXPECT_EQ(problem("[[added]]\nday = 2026-12-29\nname = 'x'\nyear = 1\n"),
            "has an entry with something named year (line 4)");
  EXPECT_EQ(problem("[[added]]\nname = 'x'\n"), "has an entry without a day such as 2026-12-29 (line 1)");
  EXPECT_EQ(problem("[[added]]\nday = '2026-12-29'\nname = 'x'\n"),
            "has an entry without a day such as 2026-12-29 (line 1)");
  EXPECT_EQ(problem("[[added]]\nday = 2026-02-30\nname = 'x'\n"), "is not TOML (line 2)");
  EXPECT_EQ(problem("[[added]]\nday = 2026-12-29\n"), "has an entry without a name (line 1)");
  EXPECT_EQ(problem("[[added]]\nday = 2026-12-29\nname = ''\n"),
            "gives 2026-12-29 a name that is empty, longer than 120 bytes or not one line");
  EXPECT_EQ(problem("[[added]]\nday = 2026-12-29\nname = 'x'\n[[removed]]\nday = 2026-12-29\nname = 'y'\n"),
            "names 2026-12-29 twice");
}

TEST(HolidaysFile, ALongHolidayIsBounded) {
  const auto until = [](std::string_view day) {
    return problem("[[added]]\nday = 2026-12-01\nuntil = " + std::string(day) + "\nname = 'x'\n");
  };
  EXPECT_EQ(until("2026-12-31"), "");
  const std::string wrong = "has an entry whose until is no day from its day to 30 days later (line 1)";
  EXPECT_EQ(until("2027-01-01"), wrong);
  EXPECT_EQ(until("2026-11-30"), wrong);
  EXPECT_EQ(until("9999-12-31"), wrong);
  EXPECT_EQ(until("true"), wrong);
}

TEST(HolidaysFile, IsBounded) {
  EXPECT_EQ(problem(std::string(kMaxHolidaysFile, '\n')), "");
  EXPECT_EQ(problem(std::string(kMaxHolidaysFile + 1, '\n')), "is longer than 256 KiB");
  std::string many;
  for (int month = 0; month < 33; ++month) {
    const auto begin = std::to_string(2030 + month);
    many += "[[added]]\nday = " + begin + "-01-01\nuntil = " + begin + "-01-31\nname = 'x'\n";
  }
  EXPECT_EQ(problem(many), "has more than 1000 days");
}

TEST(HolidaysFile, ThatCannotBeReadIsNamed) {
  const test::TemporaryFolder folder;
  const std::filesystem::path home(folder.path());
  const auto sentence = [](const std::filesystem::path& file, const std::string& what) {
    return "The file of holidays " + file.string() + " " + what + ".";
  };
  EXPECT_EQ(read_holidays_file(home / "none").problem, sentence(home / "none", "cannot be read"));
  EXPECT_EQ(read_holidays_file(home).problem, sentence(home, "cannot be read")) << "a folder";
  std::ofstream(home / "long") << std::string(kMaxHolidaysFile + 1, '\n');
  EXPECT_EQ(read_holidays_file(home / "long").problem, sentence(home / "long", "is longer than 256 KiB"));
  std::ofstream(home / "good") << documented_example();
  EXPECT_EQ(read_holidays_file(home / "good").problem, "");
}

}  // namespace
}  // namespace tasuki::node
