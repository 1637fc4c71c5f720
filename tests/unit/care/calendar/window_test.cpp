#include "core/care/calendar/window.hpp"

#include <gtest/gtest.h>

#include "core/base/vocabulary.hpp"
#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {
namespace {

using namespace std::chrono;

const Calendar kTokyo;
const DayPlan kPlan;

Span at(std::string_view text) { return window_at(kTokyo, kPlan, in_tokyo(text)); }

Span span(Window window, std::string_view begin, std::string_view end) {
  return {window, in_tokyo(begin), in_tokyo(end)};
}

TEST(Windows, BearTheVocabularysCodes) {
  for (const auto& word : vocabulary::words(vocabulary::List::CoverageWindow)) {
    const auto window = window_of(word.code);
    ASSERT_TRUE(window) << word.code;
    EXPECT_EQ(code_of(*window), word.code);
  }
  EXPECT_EQ(vocabulary::words(vocabulary::List::CoverageWindow).size(), 5U);
  EXPECT_FALSE(window_of("noon"));
}

TEST(Windows, AWorkingDayHasFour) {
  EXPECT_EQ(at("2026-02-13T05:59"), span(Window::Night, "2026-02-12T22:00", "2026-02-13T06:00"));
  EXPECT_EQ(at("2026-02-13T06:00"), span(Window::Early, "2026-02-13T06:00", "2026-02-13T09:00"));
  EXPECT_EQ(at("2026-02-13T09:00"), span(Window::Business, "2026-02-13T09:00", "2026-02-13T17:00"));
  EXPECT_EQ(at("2026-02-13T17:00"), span(Window::Late, "2026-02-13T17:00", "2026-02-13T22:00"));
  EXPECT_EQ(at("2026-02-13T22:00"), span(Window::Night, "2026-02-13T22:00", "2026-02-14T06:00"));
}

TEST(Windows, AWeekendIsItsDaysAndItsNightsAreNights) {
  EXPECT_EQ(at("2026-02-14T06:00"), span(Window::Weekend, "2026-02-14T06:00", "2026-02-14T22:00"));
  EXPECT_EQ(at("2026-02-15T02:00"), span(Window::Night, "2026-02-14T22:00", "2026-02-15T06:00"));
  EXPECT_EQ(at("2026-02-15T12:00"), span(Window::Weekend, "2026-02-15T06:00", "2026-02-15T22:00"));
  EXPECT_EQ(at("2026-02-16T07:00"), span(Window::Early, "2026-02-16T06:00", "2026-02-16T09:00"));
}

TEST(Windows, GoldenWeekIsDaysOffTheWeekendsBesideItToo) {
  for (unsigned date = 2; date <= 6; ++date)
    EXPECT_EQ(window_at(kTokyo, kPlan, kTokyo.at(day(2026, 5, date), 10h)).window, Window::Weekend) << date;
  EXPECT_EQ(at("2026-05-07T10:00").window, Window::Business);
  EXPECT_EQ(at("2026-05-01T10:00").window, Window::Business);
  EXPECT_EQ(at("2026-04-29T10:00").window, Window::Weekend);
}

TEST(Windows, AHolidayOfThisPlaceCountsToo) {
  const Calendar here{TimeZone::tokyo(),
                      Holidays::create({{HolidayChange::Kind::Added, day(2026, 12, 29), "年末休み"},
                                        {HolidayChange::Kind::Removed, day(2026, 5, 4), "開所"}})
                          .value()};
  EXPECT_EQ(window_at(here, kPlan, in_tokyo("2026-12-29T10:00")).window, Window::Weekend);
  EXPECT_EQ(window_at(here, kPlan, in_tokyo("2026-05-04T10:00")).window, Window::Business);
}

TEST(Windows, ATeamThatOpensAtSixOrClosesAtTenHasNoEarlyOrLate) {
  const DayPlan whole{6h, 22h};
  ASSERT_TRUE(is_acceptable(whole));
  EXPECT_EQ(window_at(kTokyo, whole, in_tokyo("2026-02-13T06:00")),
            span(Window::Business, "2026-02-13T06:00", "2026-02-13T22:00"));
}

TEST(Windows, APlanThatIsNoneStillLeavesOneWindowAtEachMoment) {
  EXPECT_EQ(window_at(kTokyo, {0h, 24h}, in_tokyo("2026-02-13T03:00")).window, Window::Night);
  EXPECT_EQ(window_at(kTokyo, {17h, 9h}, in_tokyo("2026-02-13T18:00")),
            span(Window::Late, "2026-02-13T17:00", "2026-02-13T22:00"));
}

TEST(Windows, TheNextOnesBeginWithThePresent) {
  const auto next = next_windows(kTokyo, kPlan, in_tokyo("2026-12-31T21:00"), 4);
  EXPECT_EQ(next, (std::vector<Span>{span(Window::Late, "2026-12-31T17:00", "2026-12-31T22:00"),
                                     span(Window::Night, "2026-12-31T22:00", "2027-01-01T06:00"),
                                     span(Window::Weekend, "2027-01-01T06:00", "2027-01-01T22:00"),
                                     span(Window::Night, "2027-01-01T22:00", "2027-01-02T06:00")}));
  EXPECT_TRUE(next_windows(kTokyo, kPlan, in_tokyo("2026-12-31T21:00"), 0).empty());
}

TEST(Windows, AWeekIsThoseThatBeginBeforeTheSameTimeAWeekLater) {
  const auto week = week_of(kTokyo, kPlan, in_tokyo("2026-02-09T09:00"));
  EXPECT_EQ(week.front(), span(Window::Business, "2026-02-09T09:00", "2026-02-09T17:00"));
  EXPECT_EQ(week.back(), span(Window::Early, "2026-02-16T06:00", "2026-02-16T09:00"));
  // Four on each working day, two on the eleventh, which is a holiday, and on Saturday and Sunday.
  EXPECT_EQ(week.size(), 4U * 4 + 2 * 3);
}

TEST(Windows, AWeekWithSummerTimeIsAnHourShorterAndHasAsMany) {
  const Calendar new_york{like_new_york(), {}};
  const auto week = week_of(new_york, kPlan, utc("2026-03-02T11:00:00Z"));
  EXPECT_EQ(week.back().end, utc("2026-03-09T10:00:00Z"));
  EXPECT_EQ(week.size(), 5U * 4 + 2 * 2);
  const auto night = window_at(new_york, kPlan, utc("2026-03-08T06:00:00Z"));
  EXPECT_EQ(night.end - night.begin, 7h);
  const auto long_night = window_at(new_york, kPlan, utc("2026-11-01T06:00:00Z"));
  EXPECT_EQ(long_night.end - long_night.begin, 9h);
}

TEST(DayPlans, AreReadAsPeopleTypeThemAndWrittenInOneWay) {
  for (const char* text : {"09:00-17:00", "9:00-17:00", " 9:00 - 17:00 ", "９：００〜１７：００"})
    EXPECT_EQ(parse_day_plan(text).value(), DayPlan()) << text;
  EXPECT_EQ(to_text(DayPlan()), "09:00-17:00");
  EXPECT_EQ(parse_day_plan("6:00-22:00").value(), (DayPlan{6h, 22h}));
}

TEST(DayPlans, SayWhatIsWrong) {
  const auto fault = [](std::string_view text) { return std::string(parse_day_plan(text).error().name()); };
  EXPECT_EQ(fault(""), "hours-empty");
  EXPECT_EQ(fault("9-17"), "hours-unreadable");
  EXPECT_EQ(fault("9:00-17:00 sat"), "hours-unreadable");
  EXPECT_EQ(fault("9:00-17:60"), "no-such-time");
  EXPECT_EQ(fault("9:00-9:00"), "span-empty");
  EXPECT_EQ(fault("5:59-17:00"), "plan-out-of-bounds");
  EXPECT_EQ(fault("9:00-22:01"), "plan-out-of-bounds");
  EXPECT_EQ(fault("17:00-9:00"), "plan-out-of-bounds");
}

}  // namespace
}  // namespace tasuki::care
