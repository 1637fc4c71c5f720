#include "core/care/handoff/addressing.hpp"

#include <gtest/gtest.h>

#include "tests/unit/care/calendar/places.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

/// Friday 13 February 2026 and the weekend behind it, as scenario 1 has them.
record::Roster roster() {
  record::Roster roster;
  roster.opens = std::chrono::hours(9);
  roster.closes = std::chrono::hours(17);
  roster.entries = {{"business", kOffice, "03-0000-0001"}, {"early", kHospital, "03-0000-0002"},
                    {"late", kNurses, "03-0000-0003"},     {"late", kHospital, "03-0000-0002"},
                    {"night", kHospital, "03-0000-0002"},  {"weekend", kHospital, "03-0000-0002"}};
  return roster;
}
const Calendar kTokyo;

TEST(Handoff, IsForWhoeverCoversTheNextWindow) {
  const auto next = next_of_others(roster(), kTokyo, kOffice, in_tokyo("2026-02-13 16:30"));
  ASSERT_TRUE(next);
  EXPECT_EQ(next->window, Window::Late);
  EXPECT_EQ(next->begin, in_tokyo("2026-02-13 17:00"));
  EXPECT_EQ(covering(roster(), Window::Late, kOffice), (std::set{kNurses, kHospital}));
}

TEST(Handoff, PassesOverTheWritersOwnWindows) {
  const auto next = next_of_others(roster(), kTokyo, kNurses, in_tokyo("2026-02-13 16:30"));
  ASSERT_TRUE(next);
  EXPECT_EQ(next->window, Window::Night);
  EXPECT_EQ(next->begin, in_tokyo("2026-02-13 22:00"));
}

TEST(Handoff, IsForNobodyWhereNobodyElseIsOnTheRoster) {
  EXPECT_FALSE(next_of_others({}, kTokyo, kOffice, in_tokyo("2026-02-13 16:30")));
  auto alone = roster();
  for (auto& entry : alone.entries) entry.agency = kOffice;
  EXPECT_FALSE(next_of_others(alone, kTokyo, kOffice, in_tokyo("2026-02-13 16:30")));
}

TEST(Handoff, PassesOverAGap) {
  auto gap = roster();
  std::erase_if(gap.entries, [](const auto& entry) { return entry.window == "late"; });
  EXPECT_EQ(next_of_others(gap, kTokyo, kOffice, in_tokyo("2026-02-13 16:30"))->window, Window::Night);
}

TEST(HandBack, IsForTheWindowThatBeginsBehindTheDuty) {
  const auto monday = handed_back_to(roster(), kTokyo, kHospital, in_tokyo("2026-02-16 07:30"));
  ASSERT_TRUE(monday);
  EXPECT_EQ(monday->window, Window::Business);
  EXPECT_EQ(monday->begin, in_tokyo("2026-02-16 09:00"));
  const auto later = handed_back_to(roster(), kTokyo, kHospital, in_tokyo("2026-02-16 09:20"));
  EXPECT_EQ(later, monday) << "it has begun, and is another's";
}

TEST(HandBack, TellsOfAllThatTimeOnDuty) {
  EXPECT_EQ(duty_began(roster(), kTokyo, kHospital, in_tokyo("2026-02-16 09:00")),
            in_tokyo("2026-02-13 22:00"))
      << "the weekend was one duty";
  EXPECT_EQ(duty_began(roster(), kTokyo, kNurses, in_tokyo("2026-02-13 22:00")),
            in_tokyo("2026-02-13 17:00"));
  EXPECT_EQ(duty_began({}, kTokyo, kNurses, in_tokyo("2026-02-13 22:00")), in_tokyo("2026-02-13 17:30"))
      << "without a roster the window before";
}

TEST(HandBack, OfSomebodyWhoIsAlwaysOnDutyEndsSomewhere) {
  auto alone = roster();
  for (auto& entry : alone.entries) entry.agency = kOffice;
  const auto until = in_tokyo("2026-02-16 09:00");
  EXPECT_LT(until - duty_began(alone, kTokyo, kOffice, until), std::chrono::hours(24 * 30));
}

TEST(Acceptance, IsDueHalfAnHourBeforeTheWindowOrWhenItBegins) {
  const Span late{Window::Late, in_tokyo("2026-02-13 17:00"), in_tokyo("2026-02-13 22:00")};
  EXPECT_EQ(accept_by(late, in_tokyo("2026-02-13 15:00")), in_tokyo("2026-02-13 16:30"));
  EXPECT_EQ(accept_by(late, in_tokyo("2026-02-13 16:30")), late.begin);
  EXPECT_EQ(accept_by(late, in_tokyo("2026-02-13 16:59")), late.begin);
  EXPECT_EQ(accept_by(late, in_tokyo("2026-02-13 17:00")), in_tokyo("2026-02-13 17:30"));
}

TEST(Acceptance, IsAlwaysDueLater) {
  test::SeededRandom random(3);
  for (int i = 0; i < 2'000; ++i) {
    const Time now = in_tokyo("2026-01-01 00:00") + std::chrono::minutes(any_below(random, 500'000));
    const auto window = next_of_others(roster(), kTokyo, kNurses, now);
    ASSERT_TRUE(window) << to_rfc3339(now);
    ASSERT_GT(window->begin, now);
    ASSERT_NE(first_in(roster(), window->window), kNurses);
    ASSERT_GT(accept_by(*window, now), now);
    ASSERT_LE(accept_by(*window, now), window->begin);
    ASSERT_LE(duty_began(roster(), kTokyo, kNurses, window->begin), now + std::chrono::hours(24 * 5));
  }
}

}  // namespace
}  // namespace tasuki::care
