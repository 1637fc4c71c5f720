#include "core/care/calendar/office_hours.hpp"

#include <gtest/gtest.h>

#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {
namespace {

using namespace std::chrono;

const Calendar kTokyo;

OfficeHours hours(std::string_view text) { return OfficeHours::parse(text).value(); }

/// The canonical text of what was typed.
std::string canonical(std::string_view text) { return hours(text).to_text(); }

/// Name and place of what is wrong.
std::string fault(std::string_view text) {
  const auto parsed = OfficeHours::parse(text);
  if (parsed) return "nothing";
  return std::string(parsed.error().name()) + " " + parsed.error().detail();
}

TEST(HoursTyped, HaveOneText) {
  EXPECT_EQ(canonical("mon-fri 09:00-17:30; sat 09:00-12:00"), "mon-fri 09:00-17:30; sat 09:00-12:00");
  EXPECT_EQ(canonical("sat 9:00-12:00;fri,thu,wed,tue,mon 9:00-17:30;"),
            "mon-fri 09:00-17:30; sat 09:00-12:00");
  EXPECT_EQ(canonical("Mon-Fri 13:00-17:30 9:00-12:00"), "mon-fri 09:00-12:00, 13:00-17:30");
  EXPECT_EQ(canonical("mon,wed,fri 9:00-10:00"), "mon,wed,fri 09:00-10:00");
  EXPECT_EQ(canonical("mon 9:00-12:00; tue 9:00-12:00; wed 8:00-9:00"),
            "mon-tue 09:00-12:00; wed 08:00-09:00");
  EXPECT_EQ(canonical("fri-mon 9:00-12:00"), "mon,fri-sun 09:00-12:00") << "over the week's end";
  EXPECT_EQ(canonical("mon 9:00-12:00, 12:00-17:00"), "mon 09:00-17:00") << "no gap, one span";
  EXPECT_EQ(canonical("mon 22:00-6:00"), "mon 22:00-06:00");
  EXPECT_EQ(canonical("mon 22:00-0:00"), "mon 22:00-24:00");
  EXPECT_EQ(canonical("mon 9:00-17:00; sun closed"), "mon 09:00-17:00");
  EXPECT_EQ(canonical("mon-sun 9:00-17:00; holidays open"), "mon-sun 09:00-17:00; holidays open");
  EXPECT_EQ(canonical("mon 9:00-17:00 holidays closed"), "mon 09:00-17:00") << "closed unless said otherwise";
  EXPECT_EQ(canonical("mon 9:00-17:00, 17:00-9:00"), "mon 09:00-17:00, 17:00-09:00")
      << "24 hours are no span";
}

TEST(HoursTyped, MayBeJapanese) {
  EXPECT_EQ(canonical("月-金 9:00-17:30; 土 9:00-12:00; 祝休"), "mon-fri 09:00-17:30; sat 09:00-12:00");
  EXPECT_EQ(canonical("月〜金　９：００～１２：００、１３：００～１７：３０；土　９：００－１２：００；祝開"),
            "mon-fri 09:00-12:00, 13:00-17:30; sat 09:00-12:00; holidays open");
  EXPECT_EQ(canonical("月水金9:00-12:00"), "mon,wed,fri 09:00-12:00");
  EXPECT_EQ(canonical("月曜日-金曜日 9:00 ー 17:30"), "mon-fri 09:00-17:30");
  EXPECT_EQ(canonical("月-金 9:00-17:00; 土日 休み; 祝 開"), "mon-fri 09:00-17:00; holidays open");
  EXPECT_EQ(canonical("常時"), "always");
  EXPECT_EQ(canonical("休み"), "closed");
  EXPECT_EQ(hours("mon-fri 9:00-17:30; holidays open").to_text(vocabulary::Language::Japanese),
            "月-金 09:00-17:30; 祝開");
}

TEST(HoursTyped, AlwaysIsEveryDayAndHour) {
  EXPECT_EQ(hours("always"), OfficeHours::always());
  EXPECT_EQ(canonical("mon-sun 0:00-24:00; holidays open"), "always");
  EXPECT_EQ(canonical("mon-sun 0:00-24:00"), "mon-sun 00:00-24:00") << "not on holidays";
  EXPECT_EQ(hours("closed"), OfficeHours());
  EXPECT_EQ(canonical("mon closed; holidays open"), "closed")
      << "what is never open is not on holidays either";
}

TEST(HoursTyped, AreToldWhatIsWrongAndWhere) {
  EXPECT_EQ(fault(""), "hours-empty ");
  EXPECT_EQ(fault(" , "), "hours-empty ");
  EXPECT_EQ(fault("mon-fir 9:00-17:00"), "unknown-weekday 1");
  EXPECT_EQ(fault("月-金 9:00-17:00; 士 9:00-12:00"), "unknown-weekday 17");
  EXPECT_EQ(fault("mon 9:00-17:00; mon 18:00-19:00"), "weekday-twice 17");
  EXPECT_EQ(fault("mon-wed,tue 9:00-17:00"), "weekday-twice 9");
  EXPECT_EQ(fault("mon; tue 9:00-17:00"), "times-missing 1");
  EXPECT_EQ(fault("mon 9:00-17:00; sat"), "times-missing 17");
  EXPECT_EQ(fault("9:00-17:00"), "weekday-missing 1");
  EXPECT_EQ(fault("mon 9-17"), "hours-unreadable 5");
  EXPECT_EQ(fault("mon 9:00"), "hours-unreadable 5");
  EXPECT_EQ(fault("mon 9:00-25:00"), "no-such-time 5");
  EXPECT_EQ(fault("mon 24:00-25:00"), "no-such-time 5");
  EXPECT_EQ(fault("mon 9:60-10:00"), "no-such-time 5");
  EXPECT_EQ(fault("mon 9:00-9:00"), "span-empty 5");
  EXPECT_EQ(fault("mon 9:00-12:00, 11:00-17:00"), "spans-overlap 17");
  EXPECT_EQ(fault("mon 22:00-6:00, 23:00-24:00"), "spans-overlap 17");
  EXPECT_EQ(fault("mon 9:00-12:00; holidays"), "hours-unreadable 17");
  EXPECT_EQ(fault("mon 9:00-12:00; holidays maybe"), "hours-unreadable 26");
  EXPECT_EQ(fault("mon 9:00-12:00; 祝休; 祝開"), "weekday-twice 21");
  EXPECT_EQ(fault("holidays open"), "times-missing ");
  EXPECT_EQ(fault("closed; mon 9:00-12:00"), "weekday-missing 1");
  EXPECT_EQ(fault("mon closed 9:00-12:00"), "hours-unreadable 12");
  EXPECT_EQ(fault("mon 9:00-12:00 closed"), "hours-unreadable 16");
  EXPECT_EQ(fault("always mon"), "unknown-weekday 1");
  EXPECT_EQ(fault("mon \xFF"), "hours-unreadable ");
  EXPECT_EQ(fault(std::string(501, ';')), "hours-too-long ");
  EXPECT_EQ(fault("mon 0:00-1:00,2:00-3:00,4:00-5:00,6:00-7:00,8:00-9:00,10:00-11:00,12:00-13:00,14:00-15:00,"
                  "16:00-17:00"),
            "hours-too-long 91");
}

TEST(OpenHours, AreHalfOpen) {
  const auto office = hours("mon-fri 9:00-12:00, 13:00-17:30");
  EXPECT_FALSE(office.is_open(kTokyo, in_tokyo("2026-02-13T08:59")));
  EXPECT_TRUE(office.is_open(kTokyo, in_tokyo("2026-02-13T09:00")));
  EXPECT_FALSE(office.is_open(kTokyo, in_tokyo("2026-02-13T12:00")));
  EXPECT_TRUE(office.is_open(kTokyo, in_tokyo("2026-02-13T17:29")));
  EXPECT_FALSE(office.is_open(kTokyo, in_tokyo("2026-02-14T10:00"))) << "Saturday";
}

TEST(OpenHours, EndOnHolidaysUnlessSaidOtherwise) {
  EXPECT_FALSE(hours("mon-fri 9:00-17:00").is_open(kTokyo, in_tokyo("2026-02-11T10:00")));
  EXPECT_TRUE(hours("mon-fri 9:00-17:00; 祝開").is_open(kTokyo, in_tokyo("2026-02-11T10:00")));
  const auto nights = hours("mon-sun 22:00-6:00");
  EXPECT_TRUE(nights.is_open(kTokyo, in_tokyo("2026-02-11T03:00"))) << "since the evening before";
  EXPECT_FALSE(nights.is_open(kTokyo, in_tokyo("2026-02-11T23:00")));
}

TEST(OpenHours, TheNextOpeningAndClosingAreAfterTheMoment) {
  const auto office = hours("mon-fri 9:00-12:00, 13:00-17:30");
  const auto opening = [&](std::string_view text) { return office.next_opening(kTokyo, in_tokyo(text)); };
  const auto closing = [&](std::string_view text) { return office.next_closing(kTokyo, in_tokyo(text)); };
  EXPECT_EQ(opening("2026-02-13T08:59"), in_tokyo("2026-02-13T09:00"));
  EXPECT_EQ(opening("2026-02-13T09:00"), in_tokyo("2026-02-13T13:00"));
  EXPECT_EQ(opening("2026-02-13T18:00"), in_tokyo("2026-02-16T09:00")) << "over the weekend";
  EXPECT_EQ(opening("2026-05-01T18:00"), in_tokyo("2026-05-07T09:00")) << "over Golden Week";
  EXPECT_EQ(opening("2026-12-31T18:00"), in_tokyo("2027-01-04T09:00"));
  EXPECT_EQ(closing("2026-02-13T08:00"), in_tokyo("2026-02-13T12:00"));
  EXPECT_EQ(closing("2026-02-13T12:00"), in_tokyo("2026-02-13T17:30"));
}

TEST(OpenHours, OnesThatMeetAtMidnightAreOne) {
  const auto days_and_nights = hours("mon-fri 0:00-24:00");
  EXPECT_EQ(days_and_nights.next_closing(kTokyo, in_tokyo("2026-02-02T10:00")), in_tokyo("2026-02-07T00:00"));
  EXPECT_EQ(days_and_nights.next_opening(kTokyo, in_tokyo("2026-02-02T10:00")), in_tokyo("2026-02-09T00:00"));
  const auto overlapping = hours("mon-sat 20:00-10:00; sun 8:00-9:00");
  EXPECT_EQ(overlapping.next_closing(kTokyo, in_tokyo("2026-02-07T21:00")), in_tokyo("2026-02-08T10:00"));
}

TEST(OpenHours, WhatNeverOpensOrClosesHasNoSuchMoment) {
  const Time time = in_tokyo("2026-02-13T10:00");
  EXPECT_TRUE(OfficeHours::always().is_open(kTokyo, time));
  EXPECT_EQ(OfficeHours::always().next_opening(kTokyo, time), std::nullopt);
  EXPECT_EQ(OfficeHours::always().next_closing(kTokyo, time), std::nullopt);
  EXPECT_FALSE(OfficeHours().is_open(kTokyo, time));
  EXPECT_EQ(OfficeHours().next_opening(kTokyo, time), std::nullopt);
  EXPECT_EQ(OfficeHours().next_closing(kTokyo, time), std::nullopt);
}

TEST(OpenHours, FollowTheClocksThroughSummerTime) {
  const Calendar new_york{like_new_york(), {}};
  const auto small_hours = hours("mon-sun 2:15-2:45");
  EXPECT_EQ(small_hours.next_opening(new_york, utc("2026-03-08T05:00:00Z")), utc("2026-03-09T06:15:00Z"))
      << "left out for a day";
  const auto nights = hours("mon-sun 22:00-6:00");
  EXPECT_EQ(nights.next_closing(new_york, utc("2026-11-01T04:00:00Z")), utc("2026-11-01T11:00:00Z"));
}

OfficeHours any_hours(test::SeededRandom& random) {
  std::string text;
  for (const char* weekday : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
    auto minute = any_below(random, 600);
    text += weekday;
    auto spans = any_below(random, 4);
    text += spans == 0 ? " closed" : "";
    for (; spans > 0; --spans) {
      const auto end = minute + 1 + any_below(random, 420);
      const typed::TimeSpan span{minutes(minute), minutes(end)};
      text += " " + typed::show_span(span);
      if ((minute = end + any_below(random, 60)) >= 1440) break;
    }
    text += ";";
  }
  return hours(text + (any_below(random, 2) == 0 ? "" : "祝開"));
}

TEST(OpenHours, GiveThemselvesBackFromTheirText) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::SeededRandom random(seed);
    const auto office = any_hours(random);
    ASSERT_EQ(hours(office.to_text()), office) << office.to_text();
    ASSERT_EQ(hours(office.to_text(vocabulary::Language::Japanese)), office);
    ASSERT_EQ(canonical(office.to_text()), office.to_text());
  }
}

TEST(OpenHours, ChangeAtTheirOpeningsAndClosingsAndNowhereElse) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::SeededRandom random(seed);
    const auto office = any_hours(random);
    const Time around = utc("2026-04-20T00:00:00Z");
    const Calendar calendar{any_zone(random, around), {}};
    for (Time time = around; time < around + days(5);) {
      const bool open = office.is_open(calendar, time);
      const auto change = open ? office.next_closing(calendar, time) : office.next_opening(calendar, time);
      if (!change) break;
      ASSERT_GT(*change, time) << office.to_text();
      for (Time between = time; between < *change && between < around + days(5); between += 37min)
        ASSERT_EQ(office.is_open(calendar, between), open) << to_rfc3339(between);
      ASSERT_EQ(office.is_open(calendar, *change - 1ms), open);
      ASSERT_EQ(office.is_open(calendar, *change), !open) << to_rfc3339(*change) << " " << office.to_text();
      time = *change;
    }
  }
}

}  // namespace
}  // namespace tasuki::care
