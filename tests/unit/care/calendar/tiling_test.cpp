// What holds at every moment, everywhere: windows tile time.
#include <gtest/gtest.h>

#include "core/care/calendar/window.hpp"
#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {
namespace {

using namespace std::chrono;

/// The glossary's table, read off the clock. Right wherever clocks are not put back over a window's edge.
Window by_the_clock(const Calendar& calendar, const DayPlan& plan, Time time) {
  const LocalTime local = calendar.zone.to_local(time);
  const LocalDay today = floor<days>(local);
  const auto clock = local - today;
  if (clock < kNightEnds || clock >= kNightBegins) return Window::Night;
  if (calendar.is_day_off(today)) return Window::Weekend;
  if (clock < plan.opens) return Window::Early;
  return clock < plan.closes ? Window::Business : Window::Late;
}

/// Follows the windows from `from` until `until`, and asks at their edges and between.
void expect_tiles(const Calendar& calendar, const DayPlan& plan, Time from, Time until) {
  Span span = window_at(calendar, plan, from);
  ASSERT_LE(span.begin, from);
  while (span.begin < until) {
    ASSERT_LT(span.begin, span.end) << to_rfc3339(span.begin);
    for (const Time time : {span.begin, span.begin + (span.end - span.begin) / 2, span.end - 1ms})
      ASSERT_EQ(window_at(calendar, plan, time), span) << to_rfc3339(time);
    const auto two = next_windows(calendar, plan, span.begin, 2);
    ASSERT_EQ(two[0], span);
    ASSERT_EQ(two[1].begin, span.end) << "no gap, no overlap";
    ASSERT_EQ(window_at(calendar, plan, span.end), two[1]);
    span = two[1];
  }
}

DayPlan any_plan(test::SeededRandom& random) {
  const auto opens = kNightEnds + minutes(any_below(random, 16 * 60));
  return {opens, opens + minutes(1 + any_below(random, (kNightBegins - opens).count()))};
}

TEST(Tiling, HoldsThroughFourYearsInJapanWithLeapDayYearsEndAndGoldenWeek) {
  const Calendar calendar;
  const DayPlan plan{8h + 30min, 17h + 15min};
  expect_tiles(calendar, plan, in_tokyo("2026-01-01T00:00"), in_tokyo("2030-01-01T00:00"));
  for (Time time = in_tokyo("2028-01-01T00:00"); time < in_tokyo("2029-01-01T00:00"); time += 15min)
    ASSERT_EQ(window_at(calendar, plan, time).window, by_the_clock(calendar, plan, time)) << to_rfc3339(time);
}

TEST(Tiling, HoldsThroughSummerTime) {
  const Calendar calendar{like_new_york(), {}};
  expect_tiles(calendar, {}, utc("2026-01-01T00:00:00Z"), utc("2028-01-01T00:00:00Z"));
  for (Time time = utc("2026-01-01T00:00:00Z"); time < utc("2027-01-01T00:00:00Z"); time += 15min)
    ASSERT_EQ(window_at(calendar, {}, time).window, by_the_clock(calendar, {}, time)) << to_rfc3339(time);
}

TEST(Tiling, HoldsWhereClocksChangeOverMidnightOrLeaveOutADay) {
  for (const auto& zone : {over_midnight(), without_a_day()})
    expect_tiles({zone, {}}, {}, utc("2026-01-01T00:00:00Z"), utc("2027-02-01T00:00:00Z"));
}

TEST(Tiling, HoldsAtTheEndsOfWhatAClockCanShow) {
  for (const char* text :
       {"1970-01-01T00:00:00Z", "2000-01-01T00:00:00Z", "2099-12-31T00:00:00Z", "2199-12-31T00:00:00Z"})
    expect_tiles({}, {}, utc(text), utc(text) + days(3));
}

TEST(Tiling, HoldsAnywhere) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::SeededRandom random(seed);
    const Time from = utc("2026-01-01T00:00:00Z") + minutes(any_below(random, 60 * 24 * 365));
    const Calendar calendar{any_zone(random, from), {}};
    expect_tiles(calendar, any_plan(random), from, from + days(20));
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(Tiling, AWeekLeavesNothingOut) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::SeededRandom random(seed);
    const Calendar calendar{like_new_york(), {}};
    const Time from = utc("2026-01-01T00:00:00Z") + minutes(any_below(random, 60 * 24 * 3650));
    const auto week = week_of(calendar, any_plan(random), from);
    ASSERT_LE(week.front().begin, from);
    ASSERT_GE(week.back().end, calendar.zone.to_utc(calendar.zone.to_local(from) + days(7)));
    for (std::size_t next = 1; next < week.size(); ++next) ASSERT_EQ(week[next - 1].end, week[next].begin);
  }
}

TEST(Tiling, APlansTextGivesThePlanBack) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    test::SeededRandom random(seed);
    const auto plan = any_plan(random);
    ASSERT_TRUE(is_acceptable(plan)) << "seed " << seed;
    ASSERT_EQ(parse_day_plan(to_text(plan)).value(), plan) << "seed " << seed;
  }
}

}  // namespace
}  // namespace tasuki::care
