#include "core/care/due/months.hpp"

#include <gtest/gtest.h>

#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {
namespace {

DayNumber number(int year, unsigned month, unsigned day_of_month) {
  return static_cast<DayNumber>(day(year, month, day_of_month).time_since_epoch().count());
}

std::chrono::year_month_day date(DayNumber day) {
  return std::chrono::year_month_day(LocalDay{std::chrono::days{day}});
}

TEST(MonthsAfter, AreTheSameDayOfTheMonth) {
  EXPECT_EQ(months_after(number(2026, 2, 13), 1), number(2026, 3, 13));
  EXPECT_EQ(months_after(number(2026, 2, 13), 12), number(2027, 2, 13));
  EXPECT_EQ(months_after(number(2026, 11, 30), 2), number(2027, 1, 30)) << "over the year's end";
}

TEST(MonthsAfter, AreTheLastDayWhereTheMonthIsShorter) {
  EXPECT_EQ(months_after(number(2026, 1, 31), 1), number(2026, 2, 28));
  EXPECT_EQ(months_after(number(2028, 1, 31), 1), number(2028, 2, 29)) << "a leap year";
  EXPECT_EQ(months_after(number(2028, 2, 29), 12), number(2029, 2, 28));
  EXPECT_EQ(months_after(number(2028, 2, 29), 48), number(2032, 2, 29));
  EXPECT_EQ(months_after(number(2026, 3, 31), 1), number(2026, 4, 30));
}

TEST(MonthsAfter, OfAnyDayLieInTheMonthThatIsMeantAndRiseWithTheirNumber) {
  test::SeededRandom random(20'260'213);
  for (int i = 0; i < 20'000; ++i) {
    const auto day = static_cast<DayNumber>(any_below(random, 100'000));
    const auto months = static_cast<int>(any_below(random, 600));
    const auto from = date(day);
    const auto to = date(months_after(day, months));
    const auto month = from.year() / from.month() + std::chrono::months(months);
    ASSERT_EQ(to.year() / to.month(), month) << day << " + " << months;
    ASSERT_LE(to.day(), from.day());
    const bool is_last = to == std::chrono::year_month_day(month / std::chrono::last);
    ASSERT_TRUE(to.day() == from.day() || is_last) << day << " + " << months;
    ASSERT_LT(months_after(day, months), months_after(day, months + 1));
  }
}

}  // namespace
}  // namespace tasuki::care
