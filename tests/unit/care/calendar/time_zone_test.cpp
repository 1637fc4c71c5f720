#include "core/care/calendar/time_zone.hpp"

#include <gtest/gtest.h>

#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {
namespace {

using namespace std::chrono;

TEST(TimeZones, JapanIsAlwaysNineHoursAhead) {
  const auto zone = TimeZone::tokyo();
  EXPECT_EQ(zone.name(), "Asia/Tokyo");
  EXPECT_EQ(zone.offset_at(utc("1970-01-01T00:00:00Z")), 9h);
  EXPECT_EQ(zone.to_local(utc("2026-02-13T16:00:00Z")), day(2026, 2, 14) + 1h);
  EXPECT_EQ(zone.to_utc(day(2026, 2, 14) + 1h), utc("2026-02-13T16:00:00Z"));
}

TEST(TimeZones, AnOffsetHoldsFromItsMomentOn) {
  const auto zone = like_new_york();
  EXPECT_EQ(zone.offset_at(utc("2019-07-01T00:00:00Z")), -5h) << "before the first";
  EXPECT_EQ(zone.offset_at(utc("2026-03-08T06:59:59.999Z")), -5h);
  EXPECT_EQ(zone.offset_at(utc("2026-03-08T07:00:00Z")), -4h);
  EXPECT_EQ(zone.offset_at(utc("2026-11-01T05:59:59.999Z")), -4h);
  EXPECT_EQ(zone.offset_at(utc("2026-11-01T06:00:00Z")), -5h);
  EXPECT_EQ(zone.offset_at(utc("2099-07-01T00:00:00Z")), -5h) << "after the last";
}

TEST(TimeZones, WhatIsLeftOutIsTheMomentOfTheChange) {
  const auto zone = like_new_york();
  EXPECT_EQ(zone.to_utc(day(2026, 3, 8) + 1h + 59min), utc("2026-03-08T06:59:00Z"));
  for (const auto time : {2h + 0min, 2h + 30min, 3h + 0min})
    EXPECT_EQ(zone.to_utc(day(2026, 3, 8) + time), utc("2026-03-08T07:00:00Z"));
  EXPECT_EQ(zone.to_utc(day(2026, 3, 8) + 3h + 1min), utc("2026-03-08T07:01:00Z"));
}

TEST(TimeZones, OfWhatComesTwiceTheFirstCounts) {
  const auto zone = like_new_york();
  EXPECT_EQ(zone.to_utc(day(2026, 11, 1) + 1h), utc("2026-11-01T05:00:00Z"));
  EXPECT_EQ(zone.to_utc(day(2026, 11, 1) + 1h + 59min), utc("2026-11-01T05:59:00Z"));
  EXPECT_EQ(zone.to_utc(day(2026, 11, 1) + 2h), utc("2026-11-01T07:00:00Z"));
}

TEST(TimeZones, ADayThatIsLeftOutIsOneMoment) {
  const auto zone = without_a_day();
  EXPECT_EQ(zone.to_utc(day(2026, 12, 30)), utc("2026-12-30T10:00:00Z"));
  EXPECT_EQ(zone.to_utc(day(2026, 12, 30) + 23h), utc("2026-12-30T10:00:00Z"));
  EXPECT_EQ(zone.to_utc(day(2026, 12, 31)), utc("2026-12-30T10:00:00Z"));
}

TEST(TimeZones, ChangesThatAreNoneAreRefused) {
  const Time one = utc("2026-01-01T00:00:00Z");
  const auto refused = [](std::string name, seconds before, std::vector<TimeZone::Transition> transitions) {
    const auto zone = TimeZone::create(std::move(name), before, std::move(transitions));
    return zone.has_error() && zone.error().is(CalendarError::ZoneUnusable);
  };
  EXPECT_TRUE(refused("A/B", 0h, {{one, 1h}, {one, 2h}})) << "at once";
  EXPECT_TRUE(refused("A/B", 0h, {{one, 1h}, {one - 1h, 2h}})) << "backwards";
  EXPECT_TRUE(refused("A/B", 24h, {}));
  EXPECT_TRUE(refused("A/B", 0h, {{one, -24h}}));
  EXPECT_TRUE(refused("", 0h, {}));
  std::vector<TimeZone::Transition> many;
  for (std::size_t count = 0; count <= kMaxTransitions; ++count) many.push_back({one + hours(count), 1h});
  EXPECT_TRUE(refused("A/B", 0h, many));
  many.pop_back();
  EXPECT_FALSE(refused("A/B", 0h, many));
}

TEST(TimeZones, WhatFollowsOnTheWallFollowsInTimeAnywhere) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::SeededRandom random(seed);
    const Time around = utc("2026-06-01T00:00:00Z");
    const auto zone = any_zone(random, around);
    LocalTime local = zone.to_local(around - days(90));
    Time last = zone.to_utc(local);
    for (int step = 0; step < 300; ++step) {
      local += minutes(any_below(random, 60 * 24));
      const Time time = zone.to_utc(local);
      ASSERT_GE(time, last);
      ASSERT_GE(zone.to_local(time), local) << "it shows that or more";
      ASSERT_LT(zone.to_local(time - 1ms), local) << "and did not before";
      last = time;
    }
  }
}

}  // namespace
}  // namespace tasuki::care
