#include "core/care/calendar/deadline.hpp"

#include <gtest/gtest.h>

#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {
namespace {

using namespace std::chrono;

const Calendar kTokyo;

TEST(Deadlines, InTheNightItIsAnHourAfterOpening) {
  const auto office = OfficeHours::parse("mon-fri 9:00-17:30").value();
  const auto by = [&](std::string_view text) {
    return next_opening_plus(office, kTokyo, in_tokyo(text), 1h);
  };
  EXPECT_EQ(by("2026-02-13T03:00"), in_tokyo("2026-02-13T10:00"));
  EXPECT_EQ(by("2026-02-13T17:30"), in_tokyo("2026-02-16T10:00")) << "over the weekend";
  EXPECT_EQ(by("2026-04-28T20:00"), in_tokyo("2026-04-30T10:00")) << "over a holiday";
}

TEST(Deadlines, WhileItIsOpenTheHourBeginsAtOnce) {
  const auto office = OfficeHours::parse("mon-fri 9:00-17:30").value();
  EXPECT_EQ(next_opening_plus(office, kTokyo, in_tokyo("2026-02-13T09:00"), 1h),
            in_tokyo("2026-02-13T10:00"));
  EXPECT_EQ(next_opening_plus(office, kTokyo, in_tokyo("2026-02-13T17:29"), 1h),
            in_tokyo("2026-02-13T18:29"));
  EXPECT_EQ(next_opening_plus(OfficeHours::always(), kTokyo, in_tokyo("2026-02-14T03:00"), 1h),
            in_tokyo("2026-02-14T04:00"));
}

TEST(Deadlines, WhatNeverOpensGivesNone) {
  EXPECT_EQ(next_opening_plus(OfficeHours(), kTokyo, in_tokyo("2026-02-13T09:00"), 1h), std::nullopt);
}

TEST(Deadlines, GoByTheTeamsDayAsWell) {
  const DayPlan plan;
  const auto by = [&](std::string_view text) { return next_opening_plus(plan, kTokyo, in_tokyo(text), 1h); };
  EXPECT_EQ(by("2026-02-13T03:00"), in_tokyo("2026-02-13T10:00"));
  EXPECT_EQ(by("2026-02-13T16:30"), in_tokyo("2026-02-13T17:30"));
  EXPECT_EQ(by("2026-02-13T17:00"), in_tokyo("2026-02-16T10:00"));
  EXPECT_EQ(by("2026-05-01T18:00"), in_tokyo("2026-05-07T10:00"));
  EXPECT_EQ(next_opening_plus(DayPlan{12h, 12h}, kTokyo, in_tokyo("2026-02-13T03:00"), 1h), std::nullopt)
      << "a plan that never opens";
}

TEST(Deadlines, NeverFallWhenTimePasses) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::SeededRandom random(seed);
    const Time from = utc("2026-03-01T00:00:00Z");
    const Calendar calendar{any_zone(random, from), {}};
    const auto office = OfficeHours::parse("mon-fri 9:00-12:00, 13:00-17:30; sat 22:00-2:00").value();
    Time last = from, last_by_plan = from;
    for (Time time = from; time < from + days(14); time += minutes(1 + any_below(random, 240))) {
      const Time by = next_opening_plus(office, calendar, time, 1h).value();
      const Time by_plan = next_opening_plus(DayPlan(), calendar, time, 1h).value();
      ASSERT_GE(by, std::max(last, time + 1h));
      ASSERT_GE(by_plan, std::max(last_by_plan, time + 1h));
      last = by;
      last_by_plan = by_plan;
    }
  }
}

}  // namespace
}  // namespace tasuki::care
