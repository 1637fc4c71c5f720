#include "core/care/duty/escalation.hpp"

#include <gtest/gtest.h>

#include "core/care/escalation_step.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care::duty {
namespace {

using namespace std::chrono;
using fixture::id;

const AgencyId kOffice = id<AgencyId>(0x01);
const AgencyId kWard = id<AgencyId>(0x02);
const AgencyId kNurses = id<AgencyId>(0x03);
const AgencyId kHome = id<AgencyId>(0x04);
const AgencyId kHelper = id<AgencyId>(0x05);

/// The helper writes to office and ward; at night the ward answers, then the nurses, then the home.
Escalation by_night() {
  return {.author = kHelper,
          .coordinator = kOffice,
          .recipients = {kOffice, kWard},
          .roster = {{kWard, "1"}, {kNurses, "2"}, {kHome, "3"}},
          .to_ring = {"1"}};
}

Claimed step(std::uint32_t number, const std::optional<Callee>& callee, const AgencyId& by = kHelper,
             int stated = 0) {
  return {number, by, Time(minutes(1'000 + stated)), callee};
}

Due due(const Escalation& escalation, const AgencyId& self, Duration waited) {
  return what_is_due(escalation, self, {.since_step = waited}, {});
}

Claim claimed(const Due& due) {
  const auto* claim = std::get_if<Claim>(&due);
  return claim != nullptr ? *claim : Claim{0, "", std::nullopt};
}
Duration more(const Due& due) {
  const auto* wait = std::get_if<Wait>(&due);
  return wait != nullptr ? wait->more : Duration(-1);
}
bool is_over(const Due& due) { return std::holds_alternative<Over>(due); }

TEST(Escalation, WaitsUntilTheDeadlineAndThenItIsTheTurnOfTheFirstOnTheRoster) {
  EXPECT_EQ(more(due(by_night(), kHelper, minutes(4))), minutes(6));
  const auto first = claimed(due(by_night(), kHelper, minutes(10)));
  EXPECT_EQ(first.step, 1u);
  EXPECT_EQ(first.reason, "deadline");
  EXPECT_EQ(first.callee, (Callee{kWard, "1"}));
}

TEST(Escalation, TheNextDeadlineIsAsLongBehindEachStep) {
  auto night = by_night();
  night.steps = {step(1, Callee{kWard, "1"})};
  EXPECT_EQ(more(due(night, kHelper, minutes(1))), minutes(9));
  EXPECT_EQ(claimed(due(night, kHelper, minutes(10))).callee, (Callee{kNurses, "2"}));
}

TEST(Escalation, IsOverOnceSomebodyAccepted) {
  auto night = by_night();
  night.accepted = {kNurses};
  EXPECT_TRUE(is_over(due(night, kHelper, hours(2))));
}

TEST(Escalation, DoesNotTurnToTheSenderItself) {
  auto night = by_night();
  night.author = kWard;
  EXPECT_EQ(next_callee(night), (Callee{kNurses, "2"}));
}

TEST(Escalation, AnUnansweredCallMovesOnAtOnce) {
  auto night = by_night();
  night.steps = {step(1, Callee{kWard, "1"})};
  night.unanswered = {"1"};
  EXPECT_EQ(out_of_turn(night), "no-answer");
  const auto next = claimed(what_is_due(
      night, kHelper, {.since_step = minutes(1), .since_out = Duration(0), .at_once = false}, {}));
  EXPECT_EQ(next.step, 2u);
  EXPECT_EQ(next.reason, "no-answer");
  EXPECT_EQ(next.callee, (Callee{kNurses, "2"}));
}

TEST(Escalation, WhatIsDueAtOnceIsKnownToWhoeverKnowsTheCall) {
  auto night = by_night();
  EXPECT_FALSE(due_at_once(night));
  night.steps = {step(1, Callee{kWard, "1"})};
  night.unanswered = {"1"};
  const auto next = due_at_once(night);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->step, 2u);
  EXPECT_EQ(next->callee, (Callee{kNurses, "2"}));
  auto taken = night;
  taken.accepted = {kOffice};
  EXPECT_FALSE(due_at_once(taken));
  night.steps.push_back(step(2, std::nullopt));
  EXPECT_FALSE(due_at_once(night)) << "nobody is left";
}

TEST(Escalation, AnUnansweredCallToSomebodyElseDoesNot) {
  auto night = by_night();
  night.steps = {step(1, Callee{kWard, "1"})};
  night.unanswered = {"3"};
  EXPECT_EQ(out_of_turn(night), "");
}

TEST(Escalation, AnUnansweredCallBeforeTheFirstStepMovesOnPastThatNumber) {
  auto night = by_night();
  night.unanswered = {"1"};
  EXPECT_EQ(out_of_turn(night), "no-answer");
  EXPECT_EQ(next_callee(night), (Callee{kNurses, "2"}));
}

TEST(Escalation, BeforeTheFirstStepEveryRecipientIsRungAndACallToOthersCountsForNothing) {
  auto night = by_night();
  night.to_ring = {"1", "9"};
  for (const auto& calls :
       std::vector<std::set<std::string>>{{"1"}, {"9"}, {"3"}, {"1", "3"}, {"03-9999-9999"}}) {
    night.unanswered = calls;
    EXPECT_EQ(out_of_turn(night), "") << *calls.begin();
  }
  night.unanswered = {"1", "9"};
  EXPECT_EQ(out_of_turn(night), "no-answer");
  EXPECT_EQ(next_callee(night), (Callee{kNurses, "2"}));
}

TEST(Escalation, ADeclineByWhoeversTurnItIsMovesOnAtOnceAndIsNotAskedAgain) {
  auto night = by_night();
  night.roster = {{kWard, "1"}, {kWard, "11"}, {kNurses, "2"}};
  night.steps = {step(1, Callee{kWard, "1"})};
  night.declined = {kOffice};
  EXPECT_EQ(out_of_turn(night), "");
  night.declined = {kWard};
  EXPECT_EQ(out_of_turn(night), "declined");
  EXPECT_EQ(next_callee(night), (Callee{kNurses, "2"}));
}

TEST(Escalation, BeforeTheFirstStepItTakesAllWhoWereWrittenToToDecline) {
  auto night = by_night();
  night.declined = {kWard};
  EXPECT_EQ(out_of_turn(night), "");
  night.declined = {kWard, kOffice};
  EXPECT_EQ(out_of_turn(night), "declined");
}

TEST(Escalation, AnAgencyWithTwoNumbersIsRungTwice) {
  auto night = by_night();
  night.roster = {{kWard, "1"}, {kWard, "11"}};
  night.steps = {step(1, Callee{kWard, "1"})};
  EXPECT_EQ(next_callee(night), (Callee{kWard, "11"}));
}

TEST(Escalation, EndsWithTheEmergencyNumberWhenNobodyIsLeft) {
  auto night = by_night();
  night.steps = {step(1, Callee{kWard, "1"}), step(2, Callee{kNurses, "2"}), step(3, Callee{kHome, "3"})};
  const auto last = claimed(due(night, kHelper, minutes(10)));
  EXPECT_EQ(last.step, 4u);
  EXPECT_FALSE(last.callee);
  night.steps.push_back(step(4, std::nullopt));
  EXPECT_TRUE(is_exhausted(night));
  EXPECT_TRUE(is_over(due(night, kHelper, hours(10))));
}

TEST(Escalation, WithoutARosterNobodyIsLeftAtTheDeadline) {
  auto night = by_night();
  night.roster.clear();
  night.unanswered = {"9"};
  EXPECT_EQ(more(due(night, kHelper, minutes(9))), minutes(1)) << "one call is not everybody";
  EXPECT_FALSE(claimed(due(night, kHelper, minutes(10))).callee);
}

TEST(Escalation, TheCoordinatorTakesOverFirstThenTheRecipientsInOrder) {
  EXPECT_EQ(drivers_of(by_night()), (std::vector{kHelper, kOffice, kWard}));
  auto other = by_night();
  other.recipients = {kHome, kWard, kOffice};
  EXPECT_EQ(drivers_of(other), (std::vector{kHelper, kOffice, kHome, kWard}));
  other.coordinator = kNurses;
  EXPECT_EQ(drivers_of(other), (std::vector{kHelper, kHome, kWard, kOffice}))
      << "it does not have the message";
}

TEST(Escalation, WhoeverTakesOverWaitsAGraceForEachPlace) {
  EXPECT_EQ(more(due(by_night(), kOffice, minutes(10))), minutes(3));
  EXPECT_EQ(claimed(due(by_night(), kOffice, minutes(13))).step, 1u);
  EXPECT_EQ(more(due(by_night(), kWard, minutes(13))), minutes(3));
  EXPECT_TRUE(is_over(due(by_night(), kNurses, hours(1)))) << "it does not have the message";
}

TEST(Escalation, WhoLoggedTheCallGoesOnAtOnceIfNobodyBeforeItCanBeReached) {
  auto night = by_night();
  night.unanswered = {"1"};
  const Waited waited{.since_step = minutes(1), .since_out = Duration(0), .at_once = true};
  EXPECT_EQ(claimed(what_is_due(night, kWard, waited, {})).reason, "no-answer");
  const Waited linked{.since_step = minutes(1), .since_out = Duration(0), .at_once = false};
  EXPECT_EQ(more(what_is_due(night, kWard, linked, {})), minutes(6));
}

TEST(Escalation, OfAStepClaimedTwiceTheOneStatedFirstIsShownAndBothHaveToBeTried) {
  auto night = by_night();
  night.steps = {step(1, Callee{kNurses, "2"}, kOffice, 2), step(1, Callee{kWard, "1"}, kHelper, 1)};
  EXPECT_EQ(present_claim(night)->by, kHelper);
  night.unanswered = {"1"};
  EXPECT_EQ(out_of_turn(night), "") << "the nurses are still being rung";
  night.unanswered = {"1", "2"};
  EXPECT_EQ(out_of_turn(night), "no-answer");
  EXPECT_EQ(next_callee(night), (Callee{kHome, "3"}));
}

TEST(Escalation, AStepHasOneIdWhoeverClaimsIt) {
  EXPECT_EQ(step_id(id<RecordId>(0x64), 1), step_id(id<RecordId>(0x64), 1));
  EXPECT_NE(step_id(id<RecordId>(0x64), 1), step_id(id<RecordId>(0x64), 2));
  EXPECT_NE(step_id(id<RecordId>(0x64), 1), step_id(id<RecordId>(0x65), 1));
}

}  // namespace
}  // namespace tasuki::care::duty
