// A crisis plan: which version counts, who gets which section, what comes first for whom.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/care/plan/plan_sharing.hpp"
#include "core/care/plan/plan_steps.hpp"
#include "core/care/plan/plan_versions.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

const Time kStated = from_millis(1'771'000'000'000);

PlanSection section(const std::string& code, const std::string& text = "ことば") {
  return {code, {{"person", std::nullopt, "", "", text}}};
}
PlanSource source(std::uint8_t message, std::uint32_t version, std::vector<PlanSection> sections,
                  Duration later = {}, AgencyId author = kNurses) {
  return {id<RecordId>(message), author,          kStated + later,
          {kHospital},           {"crisis-plan"}, {version, 20'600, std::move(sections)}};
}
std::vector<std::string> codes_of(const PlanVersion& version) {
  std::vector<std::string> codes;
  for (const auto& shared : version.sections) codes.push_back(shared.section.code);
  return codes;
}
using Codes = std::vector<std::string>;

TEST(PlanVersions, PartsOfOneVersionAreOnePlanInTheOrderOfItsSections) {
  const auto versions = plan_versions(
      {source(1, 1, {section("contacts"), section("stage-red")}), source(2, 1, {section("stage-blue")})});
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(codes_of(versions[0]), (Codes{"stage-blue", "stage-red", "contacts"}));
  EXPECT_EQ(versions[0].messages, (std::set{id<RecordId>(1), id<RecordId>(2)}));
}

TEST(PlanVersions, AnOlderOneThatArrivesLateDoesNotReplaceANewer) {
  std::vector<PlanSource> sources{source(1, 1, {section("stage-red", "一")}),
                                  source(2, 2, {section("stage-red", "二")}),
                                  source(3, 3, {section("stage-red", "三")})};
  do {
    const auto versions = plan_versions(sources);
    ASSERT_EQ(versions.size(), 3u);
    EXPECT_EQ(versions[0].number, 3u);
    EXPECT_EQ(versions[0].find("stage-red")->section.steps[0].text, "三");
  } while (std::ranges::next_permutation(sources, {}, &PlanSource::message).found);
}

TEST(PlanVersions, ASectionThatTheNewestDoesNotHoldIsGone) {
  const auto versions = plan_versions(
      {source(1, 1, {section("stage-red"), section("keys")}), source(2, 2, {section("stage-red")})});
  EXPECT_EQ(versions[0].find("keys"), nullptr);
  EXPECT_NE(versions[1].find("keys"), nullptr) << "every version is kept";
}

TEST(PlanVersions, OfTwoAuthorsWithOneNumberTheOneStatedLastCounts) {
  const auto versions = plan_versions({source(1, 2, {section("stage-red")}, std::chrono::hours(1), kOffice),
                                       source(2, 2, {section("stage-red")}, {}, kNurses)});
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].author, kOffice);
}

TEST(PlanVersions, TheNextOneIsNumberedBehindAllThatAreKnown) {
  EXPECT_EQ(next_version({}), 1u);
  EXPECT_EQ(next_version(plan_versions({source(1, 7, {section("keys")}), source(2, 3, {section("keys")})})),
            8u);
  EXPECT_EQ(next_version(plan_versions({source(1, 0xffff'ffff, {section("keys")})})), 0u);
}

TEST(PlanVersions, AreOverdueOnTheDayAfterTheirReview) {
  EXPECT_FALSE(is_overdue(20'600, 20'600));
  EXPECT_TRUE(is_overdue(20'600, 20'601));
}

TEST(PlanSharing, SectionsForTheSameAgenciesGoTogetherAndNoOthers) {
  const auto parts = parts_of({{section("stage-red"), {kHospital, kNurses}, {"crisis-plan"}, "赤"},
                               {section("contacts"), {kHospital, kNurses}, {"crisis-plan"}, "連絡先"},
                               {section("keys"), {kNeighbour}, {"crisis-plan"}, "かぎ"}});
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].sections.size(), 2u);
  EXPECT_EQ(parts[0].body, "赤\n連絡先");
  EXPECT_EQ(parts[1].to, std::set{kNeighbour});
  ASSERT_EQ(parts[1].sections.size(), 1u);
  EXPECT_EQ(parts[1].sections[0].code, "keys");
  EXPECT_EQ(parts[1].body, "かぎ");
}

TEST(PlanSharing, NoSectionWaitsForAConsentThatAnotherNeeds) {
  const auto parts = parts_of({{section("stage-red"), {kHospital}, {"crisis-plan", "symptoms"}, ""},
                               {section("contacts"), {kHospital}, {"crisis-plan"}, ""}});
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[1].categories, std::set<std::string>{"crisis-plan"});
}

TEST(PlanSharing, WhatMayGoToNobodyIsLeftOut) {
  EXPECT_TRUE(parts_of({{section("stage-red"), {}, {"crisis-plan"}, "赤"}}).empty());
}

PlanVersion version_with_steps() {
  PlanSection red{"stage-red",
                  {{"sign", std::nullopt, "", "", "眠れない"},
                   {"family", std::nullopt, "", "", "一人にしない"},
                   {"person", std::nullopt, "", "", "電話する"},
                   {"agency", kNurses, "", "", "訪問する"},
                   {"agency", kHospital, "", "", "入院を受ける"},
                   {"avoid", std::nullopt, "", "", "大声"}}};
  PlanSection hospital{"hospital", {{"arrangement", std::nullopt, "", "", "すぐ入院する"}}};
  return plan_versions({source(1, 1, {red, hospital})}).front();
}
std::vector<std::string> texts_of(const std::vector<PlanStep>& steps) {
  std::vector<std::string> texts;
  for (const auto& step : steps) texts.push_back(step.text);
  return texts;
}

TEST(PlanStepsFor, TheReadersOwnPartStandsApart) {
  const auto steps = plan_steps(version_with_steps(), "red", {kHospital});
  EXPECT_EQ(texts_of(steps.own), Codes{"入院を受ける"});
  EXPECT_EQ(steps.messages, std::set{id<RecordId>(1)});
  EXPECT_EQ(texts_of(steps.other), (Codes{"大声", "電話する", "一人にしない", "訪問する", "すぐ入院する"}));
}

TEST(PlanStepsFor, AFamilysOwnPartIsWhatTheFamilyDoes) {
  EXPECT_EQ(texts_of(plan_steps(version_with_steps(), "red", {kOffice, true}).own), Codes{"一人にしない"});
  EXPECT_TRUE(plan_steps(version_with_steps(), "red", {kOffice}).own.empty());
}

TEST(PlanStepsFor, AStageThatIsNotHeldThereIsNothing) {
  EXPECT_TRUE(plan_steps(version_with_steps(), "yellow", {kHospital}).is_empty());
}

}  // namespace
}  // namespace tasuki::care
