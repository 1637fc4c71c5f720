#include "core/care/due/due.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/care/due/months.hpp"
#include "tests/unit/care/calendar/places.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

DayNumber number(int year, unsigned month, unsigned day_of_month) {
  return static_cast<DayNumber>(day(year, month, day_of_month).time_since_epoch().count());
}

/// The team of scenario 1, on the day after the discharge of 30 January.
DueFacts facts() {
  DueFacts facts;
  facts.today = number(2026, 1, 31);
  facts.known_since = number(2026, 1, 1);
  facts.kinds = {{kHospital, "psychiatric-hospital"},
                 {kNurses, "visiting-nursing"},
                 {kOffice, "consultation-support"},
                 {kActivity, "activity-centre"},
                 {kNeighbour, "neighbour"}};
  facts.coordinator = kOffice;
  return facts;
}

std::vector<Due> lines(const DueFacts& facts, std::string_view what) {
  auto all = what_is_due(facts);
  std::erase_if(all, [&](const Due& due) { return due.what != what; });
  return all;
}

void report(DueFacts& facts, const std::string& kind, const AgencyId& author, std::set<AgencyId> to,
            DayNumber day) {
  facts.reports.push_back({kind, author, std::move(to), day});
}

TEST(MedicationReports, AreOwedToTheHospitalAMonthAfterDischarge) {
  auto known = facts();
  EXPECT_TRUE(lines(known, "medication-report").empty()) << "nobody was discharged";
  known.milestones = {{"discharge", number(2026, 1, 30)}};
  const auto due = lines(known, "medication-report");
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].owes, kNurses);
  EXPECT_EQ(due[0].to, std::set{kHospital});
  EXPECT_EQ(due[0].day, number(2026, 2, 28)) << "February is short";
  EXPECT_FALSE(due[0].is_overdue(number(2026, 2, 28)));
  EXPECT_TRUE(due[0].is_overdue(number(2026, 3, 1)));
}

TEST(MedicationReports, AreOwedMonthlyForThreeMonthsAndThenEveryThree) {
  auto known = facts();
  known.milestones = {{"discharge", number(2026, 1, 30)}};
  const DayNumber rest[] = {number(2026, 2, 28), number(2026, 3, 30), number(2026, 4, 30),
                            number(2026, 7, 30), number(2026, 10, 30)};
  for (const auto day : rest) {
    ASSERT_EQ(lines(known, "medication-report").at(0).day, day);
    report(known, "medication-report", kNurses, {kHospital}, day);
    EXPECT_EQ(lines(known, "medication-report").at(0).done, day);
  }
}

TEST(MedicationReports, ThatAreLateSettleWhatWasDueBeforeThemOnly) {
  auto known = facts();
  known.milestones = {{"discharge", number(2026, 1, 30)}};
  report(known, "medication-report", kNurses, {kHospital}, number(2026, 3, 3));
  EXPECT_EQ(lines(known, "medication-report").at(0).day, number(2026, 3, 30));
}

TEST(MedicationReports, GivenTwiceInOneMonthSettleThatMonthOnce) {
  auto known = facts();
  known.milestones = {{"discharge", number(2026, 1, 30)}};
  report(known, "medication-report", kNurses, {kHospital}, number(2026, 2, 10));
  report(known, "medication-report", kNurses, {kHospital}, number(2026, 2, 20));
  EXPECT_EQ(lines(known, "medication-report").at(0).day, number(2026, 3, 30));
}

TEST(MedicationReports, CountOnlyBetweenTheTwoAgenciesAndSinceTheLastDischarge) {
  auto known = facts();
  known.milestones = {{"discharge", number(2025, 1, 30)}, {"discharge", number(2026, 1, 30)}};
  report(known, "medication-report", kNurses, {kOffice}, number(2026, 2, 10));
  report(known, "medication-report", kOffice, {kHospital}, number(2026, 2, 10));
  report(known, "status", kNurses, {kHospital}, number(2026, 2, 10));
  report(known, "medication-report", kNurses, {kHospital}, number(2025, 12, 30));
  const auto due = lines(known, "medication-report").at(0);
  EXPECT_EQ(due.day, number(2026, 2, 28));
  EXPECT_FALSE(due.done);
}

TEST(MedicationReports, OfADischargeToComeAreNotOwedYet) {
  auto known = facts();
  known.milestones = {{"discharge", known.today + 3}};
  EXPECT_TRUE(lines(known, "medication-report").empty());
}

TEST(MedicationReports, InAnyOrderAndAnyNumberGiveTheSameAndNeverAnEarlierDay) {
  test::SeededRandom random(7);
  for (int round = 0; round < 500; ++round) {
    auto known = facts();
    const auto discharge = number(2026, 1, 1) + static_cast<DayNumber>(any_below(random, 60));
    known.today = discharge + 1'000;
    known.milestones = {{"discharge", discharge}};
    DayNumber before = months_after(discharge, 1);
    DayNumber day = discharge;
    for (int i = 0; i < 12; ++i) {
      day += 1 + static_cast<DayNumber>(any_below(random, 120));
      report(known, "medication-report", kNurses, {kHospital}, day);
      const auto due = lines(known, "medication-report").at(0);
      ASSERT_GE(due.day, before);
      ASSERT_GE(due.day, day) << "what was due before a report is settled by it";
      ASSERT_LE(due.day, months_after(day, 6)) << "no report settles more than what is due next";
      before = due.day;
    }
    auto turned = known;
    std::ranges::reverse(turned.reports);
    turned.reports.push_back(turned.reports.front());
    ASSERT_EQ(what_is_due(turned), what_is_due(known));
  }
}

TEST(DischargeInformation, IsOwedToTheCommunityAWeekBefore) {
  auto known = facts();
  known.milestones = {{"discharge-planned", number(2026, 3, 10)}};
  auto due = lines(known, "discharge-information").at(0);
  EXPECT_EQ(due.owes, kHospital);
  EXPECT_EQ(due.to, (std::set{kNurses, kOffice, kActivity})) << "not to the neighbour";
  EXPECT_EQ(due.day, number(2026, 3, 3));
  report(known, "discharge-information", kHospital, {kNurses, kOffice}, number(2026, 3, 1));
  due = lines(known, "discharge-information").at(0);
  EXPECT_EQ(due.to, std::set{kActivity});
  EXPECT_FALSE(due.settled);
  report(known, "discharge-information", kHospital, {kActivity}, number(2026, 3, 8));
  due = lines(known, "discharge-information").at(0);
  EXPECT_TRUE(due.settled);
  EXPECT_EQ(due.done, number(2026, 3, 8));
  EXPECT_FALSE(due.is_overdue(number(2026, 3, 9)));
}

TEST(DischargeInformation, OfTheDischargeBeforeDoesNotCountForThisOne) {
  auto known = facts();
  known.milestones = {{"discharge", number(2025, 6, 1)}, {"discharge-planned", number(2026, 3, 10)}};
  report(known, "discharge-information", kHospital, {kNurses, kOffice, kActivity}, number(2025, 5, 20));
  EXPECT_FALSE(lines(known, "discharge-information").at(0).settled);
}

TEST(Monitoring, IsOwedByTheConsultationOfficeEverySixMonths) {
  auto known = facts();
  EXPECT_EQ(lines(known, "monitoring").at(0).day, number(2026, 7, 1)) << "since the team is known";
  report(known, "monitoring", kOffice, {kHospital}, number(2026, 2, 1));
  EXPECT_EQ(lines(known, "monitoring").at(0).day, number(2026, 8, 1));
  known.milestones = {{"monitored", number(2026, 8, 31)}};
  const auto due = lines(known, "monitoring").at(0);
  EXPECT_EQ(due.owes, kOffice);
  EXPECT_EQ(due.to, (std::set{kHospital, kNurses, kActivity})) << "not to the neighbour";
  EXPECT_EQ(due.day, number(2027, 2, 28));
  EXPECT_EQ(due.done, number(2026, 8, 31));
}

TEST(PlanReview, IsOwedByTheCoordinatorOnTheDayThatThePlanNames) {
  auto known = facts();
  EXPECT_TRUE(lines(known, "plan-review").empty()) << "there is no plan";
  known.plan = PlanFact{number(2026, 1, 1), number(2026, 4, 1)};
  EXPECT_EQ(lines(known, "plan-review").at(0).day, number(2026, 4, 1));
  known.milestones = {{"plan-reviewed", number(2025, 12, 1)}};
  EXPECT_EQ(lines(known, "plan-review").at(0).day, number(2026, 4, 1)) << "that was an earlier plan";
  known.milestones = {{"plan-reviewed", number(2026, 3, 20)}};
  const auto due = lines(known, "plan-review").at(0);
  EXPECT_EQ(due.owes, kOffice);
  EXPECT_EQ(due.day, number(2026, 9, 20)) << "reviewed a little early";
  EXPECT_EQ(due.done, number(2026, 3, 20));
}

TEST(ConsentReview, IsOwedWithinThirtyDaysOfItsEnd) {
  auto known = facts();
  known.consent_ends = {{consent_id(1), known.today + 31},
                        {consent_id(2), known.today + 30},
                        {consent_id(3), known.today - 1},
                        {consent_id(4), known.today - 31}};
  auto due = lines(known, "consent-review");
  ASSERT_EQ(due.size(), 2u);
  EXPECT_EQ(due[0].about, consent_id(3));
  EXPECT_TRUE(due[0].is_overdue(known.today));
  EXPECT_EQ(due[1].about, consent_id(2));
  EXPECT_FALSE(due[1].is_overdue(known.today));
  known.milestones = {{"consent-reviewed", known.today - 2}};
  due = lines(known, "consent-review");
  ASSERT_EQ(due.size(), 2u);
  EXPECT_EQ(due[0].about, consent_id(2)) << "its review is still to come";
  EXPECT_FALSE(due[0].settled);
  EXPECT_EQ(due[1].about, consent_id(3));
  EXPECT_TRUE(due[1].settled);
  EXPECT_FALSE(due[1].is_overdue(known.today));
}

}  // namespace
}  // namespace tasuki::care
