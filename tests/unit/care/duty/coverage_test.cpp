#include "core/care/duty/coverage.hpp"

#include <gtest/gtest.h>

#include "core/care/duty/deadlines.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care::duty {
namespace {

using namespace std::chrono;
using fixture::id;

const AgencyId kWard = id<AgencyId>(0x02);
const AgencyId kNurses = id<AgencyId>(0x03);

Time tokyo(std::string_view text) { return *from_rfc3339(std::string(text) + ":00+09:00"); }

record::Roster roster() {
  return {.opens = hours(9),
          .closes = hours(17),
          .entries = {{"business", kNurses, "2"},
                      {"night", kWard, "1"},
                      {"night", kNurses, "2"},
                      {"night", kWard, "1"},
                      {"early", kWard, "1"},
                      {"late", kWard, "1"},
                      {"noon", kWard, "1"}}};
}

TEST(OnDuty, IsWhoTheRosterNamesForTheWindowInItsOrder) {
  const std::set<AgencyId> members{kWard, kNurses};
  EXPECT_EQ(on_duty(roster(), {}, tokyo("2026-02-12T23:10"), members),
            (std::vector<Callee>{{kWard, "1"}, {kNurses, "2"}}));
  EXPECT_EQ(on_duty(roster(), {}, tokyo("2026-02-12T10:00"), members), (std::vector<Callee>{{kNurses, "2"}}));
}

TEST(OnDuty, LeavesOutFormerMembers) {
  EXPECT_EQ(on_duty(roster(), {}, tokyo("2026-02-12T23:10"), {kNurses}),
            (std::vector<Callee>{{kNurses, "2"}}));
}

TEST(Gaps, AreTheWindowsOfTheComingWeekInWhichNobodyAnswers) {
  // From a Thursday; Wednesday the 11th was a holiday.
  const auto gaps = gaps_of(roster(), {}, tokyo("2026-02-12T10:00"), {kWard, kNurses});
  ASSERT_EQ(gaps.size(), 2u);
  for (const auto& gap : gaps) EXPECT_EQ(gap.window, Window::Weekend);
  EXPECT_EQ(gaps[0].begin, tokyo("2026-02-14T06:00"));
  EXPECT_EQ(gaps[0].end, tokyo("2026-02-14T22:00"));
  EXPECT_EQ(gaps_of(roster(), {}, tokyo("2026-02-12T10:00"), {kNurses}).size(), 2u + 5u + 5u);
}

TEST(AcceptBy, IsTenMinutesForThePhoneAndAnHourBehindTheOpeningOtherwise) {
  record::TeamState team;
  const auto evening = tokyo("2026-02-13T20:00");  // a Friday
  EXPECT_EQ(accept_by(team, Urgency::Phone, {}, evening), evening + minutes(10));
  EXPECT_EQ(accept_by(team, Urgency::Message, {}, evening), tokyo("2026-02-16T10:00"));
  EXPECT_EQ(emergency_number(team), "119");
}

TEST(AcceptBy, IsAsTheTeamAgreed) {
  record::TeamState team;
  team.agreement = record::InForce<record::UrgencyAgreement>{
      id<RecordId>(1),
      {.phone_within = minutes(5), .message_after_opening = hours(2), .emergency_number = "110"}};
  team.roster = record::InForce<record::Roster>{id<RecordId>(2), {.opens = hours(8), .closes = hours(17)}};
  const auto evening = tokyo("2026-02-13T20:00");
  EXPECT_EQ(accept_by(team, Urgency::Phone, {}, evening), evening + minutes(5));
  EXPECT_EQ(accept_by(team, Urgency::Message, {}, evening), tokyo("2026-02-16T10:00"));
  EXPECT_EQ(emergency_number(team), "110");
}

TEST(Agreed, AreTheUrgencyAndHowDeepTheInformationGoes) {
  const record::Situation violence{"violence", true, {"risk", "symptoms"}};
  EXPECT_TRUE(is_as_agreed(violence, Urgency::Phone, {"risk"}));
  EXPECT_FALSE(is_as_agreed(violence, Urgency::Message, {"risk"}));
  EXPECT_FALSE(is_as_agreed(violence, Urgency::Phone, {"risk", "diagnosis"}));
}

}  // namespace
}  // namespace tasuki::care::duty
