#include "core/care/calendar/holidays.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/care/calendar/public_holidays.hpp"
#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {
namespace {

using namespace std::chrono;
using Published = std::map<LocalDay, std::string>;

Published read_published() {
  std::ifstream file("tests/vectors/data/japan_public_holidays.txt");
  Published published;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    const auto date = floor<days>(utc(line.substr(0, 10) + "T00:00:00Z"));
    published.emplace(LocalDay(date.time_since_epoch()), line.substr(11));
  }
  return published;
}

/// Our name in the list's words.
std::string as_published(LocalDay day, std::string_view name) {
  if (name == "振替休日" || name == "国民の休日") return "休日";
  if (name == "天皇の即位の日" || name == "即位礼正殿の儀の行われる日") return "休日（祝日扱い）";
  if (name == "体育の日" && year_month_day(day).year() == year(2019)) return "体育の日（スポーツの日）";
  return std::string(name);
}

TEST(PublicHolidays, AreThoseThatTheCabinetOfficeLists) {
  const auto published = read_published();
  ASSERT_EQ(published.size(), 471U);
  for (LocalDay each = day(2001, 1, 1); each <= day(2027, 12, 31); each += days(1)) {
    const auto listed = published.find(each);
    const auto name = public_holiday(each);
    const auto date = to_rfc3339(Time(each.time_since_epoch()));
    ASSERT_EQ(name.has_value(), listed != published.end()) << date;
    if (name) EXPECT_EQ(as_published(each, *name), listed->second) << date;
  }
}

TEST(PublicHolidays, OfADayOffTheNameSaysWhy) {
  EXPECT_EQ(public_holiday(day(2026, 5, 6)), "振替休日") << "for the third, across two other holidays";
  EXPECT_EQ(public_holiday(day(2026, 9, 22)), "国民の休日");
  EXPECT_EQ(public_holiday(day(2019, 4, 30)), "国民の休日");
  EXPECT_EQ(public_holiday(day(2019, 5, 6)), "振替休日");
  EXPECT_EQ(public_holiday(day(2021, 8, 9)), "振替休日");
  EXPECT_EQ(public_holiday(day(2006, 5, 4)), "国民の休日");
}

TEST(PublicHolidays, AreKnownForHundredYears) {
  EXPECT_EQ(public_holiday(day(1999, 1, 1)), std::nullopt);
  EXPECT_EQ(public_holiday(day(2000, 1, 10)), "成人の日") << "the first on a Monday";
  EXPECT_EQ(public_holiday(day(2099, 9, 23)), "秋分の日");
  EXPECT_EQ(public_holiday(day(2100, 1, 1)), std::nullopt);
}

TEST(PublicHolidays, FollowTheSunBeyondWhatIsPublished) {
  EXPECT_EQ(public_holiday(day(2030, 3, 20)), "春分の日");
  EXPECT_EQ(public_holiday(day(2044, 9, 22)), "秋分の日");
  EXPECT_EQ(public_holiday(day(2092, 3, 19)), "春分の日");
  EXPECT_EQ(public_holiday(day(2032, 9, 21)), "国民の休日")
      << "the equinox is on the 22nd, the Monday on the 20th";
}

TEST(HolidaysHere, ADayCanBeAddedOrTakenAway) {
  const auto holidays = Holidays::create({{HolidayChange::Kind::Added, day(2026, 12, 29), "年末休み"},
                                          {HolidayChange::Kind::Removed, day(2026, 5, 4), "開所"},
                                          {HolidayChange::Kind::Removed, day(2026, 6, 1), "平日"}})
                            .value();
  EXPECT_EQ(holidays.name_of(day(2026, 12, 29)), "年末休み");
  EXPECT_FALSE(holidays.contains(day(2026, 12, 30)));
  EXPECT_FALSE(holidays.contains(day(2026, 5, 4)));
  EXPECT_EQ(holidays.name_of(day(2026, 5, 5)), "こどもの日");
  EXPECT_EQ(holidays.name_of(day(2026, 5, 6)), "振替休日") << "the law's days off stay";
  EXPECT_FALSE(holidays.contains(day(2026, 6, 1)));
}

TEST(HolidaysHere, ChangesThatCannotBeMeantAreRefusedByTheirNumber) {
  using Kind = HolidayChange::Kind;
  const HolidayChange good{Kind::Added, day(2026, 12, 29), "休み"};
  const auto error = [](const std::vector<HolidayChange>& changes) {
    return Holidays::create(changes).error();
  };
  const auto twice = error({good, {Kind::Removed, good.day, "開所"}});
  EXPECT_TRUE(twice.is(CalendarError::HolidayTwice));
  EXPECT_EQ(twice.detail(), "2");
  for (const std::string& name :
       {std::string(), std::string("a\nb"), std::string("\xFF"), std::string(kMaxHolidayName + 1, 'a')})
    EXPECT_TRUE(error({{Kind::Added, good.day, name}}).is(CalendarError::HolidayUnusable));
  std::vector<HolidayChange> many;
  for (std::size_t count = 0; count <= kMaxHolidayChanges; ++count)
    many.push_back({Kind::Added, good.day + days(count), "休み"});
  EXPECT_TRUE(error(many).is(CalendarError::TooManyHolidays));
  many.pop_back();
  EXPECT_TRUE(Holidays::create(many));
}

}  // namespace
}  // namespace tasuki::care
