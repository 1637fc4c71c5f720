#include "node/zones.hpp"

#include <gtest/gtest.h>

namespace tasuki::node {
namespace {

using namespace std::chrono;

Time utc(std::string_view text) { return from_rfc3339(text).value(); }

TEST(SystemZones, AreReadWithTheirChanges) {
  const auto zone = find_time_zone("America/New_York");
  ASSERT_TRUE(zone) << "needs the package tzdata";
  EXPECT_EQ(zone->name(), "America/New_York");
  EXPECT_EQ(zone->offset_at(utc("1970-01-15T00:00:00Z")), -5h);
  EXPECT_EQ(zone->offset_at(utc("2026-03-08T06:59:59Z")), -5h);
  EXPECT_EQ(zone->offset_at(utc("2026-03-08T07:00:00Z")), -4h);
  EXPECT_EQ(zone->offset_at(utc("2026-11-01T06:00:00Z")), -5h);
  EXPECT_EQ(zone->offset_at(utc("2037-07-01T00:00:00Z")), -4h) << "as far as the database goes";
}

TEST(SystemZones, AChangeIsOneOfTheOffset) {
  for (const char* name :
       {"America/New_York", "Europe/Dublin", "Pacific/Apia", "Australia/Lord_Howe", "UTC"}) {
    const auto zone = find_time_zone(name);
    ASSERT_TRUE(zone) << name;
    auto last = zone->offset_before();
    for (const auto& transition : zone->transitions()) {
      EXPECT_NE(transition.offset, last) << name;
      last = transition.offset;
    }
  }
  EXPECT_EQ(find_time_zone("Pacific/Apia")->offset_at(utc("2011-12-30T12:00:00Z")), 14h)
      << "a day was left out";
}

TEST(SystemZones, JapansIsTheOneThatIsBuiltIn) {
  EXPECT_EQ(find_time_zone("Asia/Tokyo"), care::TimeZone::tokyo());
  EXPECT_TRUE(find_time_zone("Asia/Seoul")->transitions().size() >= 4) << "had summer time in 1987 and 1988";
}

TEST(SystemZones, WhatIsNoNameIsNone) {
  for (const char* name :
       {"", "Asia", "Asia/Edo", "../../etc/passwd", "/etc/localtime", "asia/seoul", "Asia/Seoul\n"})
    EXPECT_FALSE(find_time_zone(name)) << name;
}

}  // namespace
}  // namespace tasuki::node
