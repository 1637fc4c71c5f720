#include "client-cli/moment.hpp"

#include <gtest/gtest.h>

namespace tasuki::cli {
namespace {

const Zone kJapan = Zone::tokyo();

Zone zone(std::chrono::minutes offset) { return Zone::create("Some/Where", offset, {}).value(); }

std::string utc(std::optional<Time> time) { return time ? to_rfc3339(*time) : "nothing"; }

/// Friday 13 February 2026, 17:00 in Japan.
Moment friday() { return {*from_rfc3339("2026-02-13T08:00:00Z"), kJapan}; }

TEST(Day, BeginsAtMidnightInJapan) {
  EXPECT_EQ(utc(parse_day("2026-02-13", kJapan)), "2026-02-12T15:00:00.000Z");
  EXPECT_EQ(utc(parse_day("2026-02-13", zone(std::chrono::minutes(0)))), "2026-02-13T00:00:00.000Z");
  EXPECT_EQ(utc(parse_day("2026-02-13", zone(std::chrono::minutes(-210)))), "2026-02-13T03:30:00.000Z");
}

TEST(Day, ThatDoesNotExistIsNone) {
  for (const auto* day :
       {"", "2026-02-30", "2026-13-01", "2026-2-3", "2026/02/13", "20260213", "2026-02-13 ", "today"}) {
    EXPECT_FALSE(parse_day(day, kJapan)) << day;
  }
  EXPECT_TRUE(parse_day("2028-02-29", kJapan));
  EXPECT_FALSE(parse_day("2026-02-29", kJapan));
}

TEST(Day, OfAnInstantIsJapansNotGreenwichs) {
  const auto before = *from_rfc3339("2026-02-12T14:59:59.999Z");
  const auto midnight = *from_rfc3339("2026-02-12T15:00:00Z");
  EXPECT_EQ(show_day(before, kJapan), "2026-02-12");
  EXPECT_EQ(show_day(midnight, kJapan), "2026-02-13");
  EXPECT_EQ(beginning_of_day(midnight, kJapan), midnight);
  EXPECT_EQ(beginning_of_day(before, kJapan), midnight - std::chrono::hours(24));
  EXPECT_EQ(end_of_day(midnight, kJapan), midnight + std::chrono::hours(24));
}

struct Reading {
  std::string_view text;
  std::string_view past;
  std::string_view future;
};

TEST(TimeOnTheCommandLine, IsReadInEachOfItsForms) {
  constexpr Reading kReadings[] = {
      {"2026-02-13T08:00:00Z", "2026-02-13T08:00:00.000Z", "2026-02-13T08:00:00.000Z"},
      {"2026-02-13T17:00:00+09:00", "2026-02-13T08:00:00.000Z", "2026-02-13T08:00:00.000Z"},
      {"2026-02-13 17:00", "2026-02-13T08:00:00.000Z", "2026-02-13T08:00:00.000Z"},
      {"2026-02-13T17:00", "2026-02-13T08:00:00.000Z", "2026-02-13T08:00:00.000Z"},
      {"2026-02-13 17:00:30", "2026-02-13T08:00:30.000Z", "2026-02-13T08:00:30.000Z"},
      {"2026-02-13", "2026-02-12T15:00:00.000Z", "2026-02-12T15:00:00.000Z"},
      {"02:10", "2026-02-12T17:10:00.000Z", "2026-02-13T17:10:00.000Z"},
      {"23:30", "2026-02-12T14:30:00.000Z", "2026-02-13T14:30:00.000Z"},
      {"17:00", "2026-02-13T08:00:00.000Z", "2026-02-14T08:00:00.000Z"},
      {"3h", "2026-02-13T05:00:00.000Z", "2026-02-13T11:00:00.000Z"},
      {"2d", "2026-02-11T08:00:00.000Z", "2026-02-15T08:00:00.000Z"},
  };
  for (const auto& [text, past, future] : kReadings) {
    EXPECT_EQ(utc(parse_time(text, friday(), Tense::Past)), past) << text;
    EXPECT_EQ(utc(parse_time(text, friday(), Tense::Future)), future) << text;
  }
}

TEST(TimeOnTheCommandLine, AnythingElseIsNone) {
  for (const auto* text : {"", "yesterday", "25:00", "2:10", "17:60", "2026-02-30 10:00",
                           "2026-02-13T17:00:00+25:00", "0h", "-3h", "3x", "h"}) {
    EXPECT_FALSE(parse_time(text, friday(), Tense::Past)) << text;
  }
}

TEST(TimeOnTheCommandLine, IsTheNodesThroughSummerTime) {
  const auto at = [](std::string_view text) { return *from_rfc3339(text); };
  const auto berlin = Zone::create("Europe/Berlin", std::chrono::hours(1),
                                   {{at("2026-03-29T01:00:00Z"), std::chrono::hours(2)}})
                          .value();
  const Moment moment{at("2026-03-29T10:00:00Z"), berlin};
  EXPECT_EQ(show_time(moment.now, berlin), "2026-03-29 12:00");
  EXPECT_EQ(utc(parse_time("13:00", moment, Tense::Past)), "2026-03-28T12:00:00.000Z") << "23 hours before";
  EXPECT_EQ(utc(parse_time("11:00", moment, Tense::Future)), "2026-03-30T09:00:00.000Z");
  EXPECT_EQ(utc(parse_time("2026-03-28 13:00", moment, Tense::Past)), "2026-03-28T12:00:00.000Z");
  EXPECT_EQ(end_of_day(moment.now, berlin) - beginning_of_day(moment.now, berlin), std::chrono::hours(23));
}

TEST(LengthOfTime, HasAUnit) {
  using namespace std::chrono_literals;
  EXPECT_EQ(parse_duration("90s"), Duration(90s));
  EXPECT_EQ(parse_duration("30m"), Duration(30min));
  EXPECT_EQ(parse_duration("24h"), Duration(24h));
  EXPECT_EQ(parse_duration("7d"), Duration(168h));
  for (const auto* text : {"", "24", "h", "-1h", "+1h", "1.5h", "1h ", "0d", "99999d",
                           "99999999999999999999h", "9223372036854775807d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(ShownTime, IsJapans) { EXPECT_EQ(show_time(friday().now, kJapan), "2026-02-13 17:00"); }

}  // namespace
}  // namespace tasuki::cli
