// What is owed, by what each node knows; and how fresh a line is.
#include "tests/unit/engine/rostered_team.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class DueLists : public RosteredTeam {
 protected:
  /// 13 February 2026 is day 20497.
  static constexpr std::int32_t kDischarge = 20'497;

  Response milestone(WorldAgency& agency, const std::string& what, std::int32_t day,
                     const std::vector<WorldAgency*>& to = {}) {
    Request request;
    auto& set = *request.mutable_milestone_set();
    set.set_team(team_);
    set.set_what(what);
    set.set_day(day);
    for (auto* one : to) set.add_to(one->id().hex());
    agency.log_in();
    auto response = agency.ask(std::move(request)).at(0);
    world_.pass(5s);
    return response;
  }
  std::vector<proto::api::DueAnswer> due(WorldAgency& agency, const std::string& what) {
    Request request;
    request.mutable_due()->set_team(team_);
    agency.log_in();
    std::vector<proto::api::DueAnswer> lines;
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_due() && response.due().what() == what) lines.push_back(response.due());
    }
    return lines;
  }
};

TEST_F(DueLists, BeginWithADischargeThatTheTeamIsTold) {
  EXPECT_TRUE(due(nurses_, "medication-report").empty());
  ASSERT_TRUE(milestone(hospital_, "discharge", kDischarge, {&office_}).has_sent());
  EXPECT_TRUE(due(nurses_, "medication-report").empty()) << "it was not told";
  EXPECT_EQ(due(office_, "medication-report").size(), 1u);
  milestone(office_, "discharge", kDischarge);
  const auto line = due(nurses_, "medication-report").at(0);
  EXPECT_EQ(line.owes(), nurses_.id().str());
  EXPECT_TRUE(line.mine());
  EXPECT_EQ(line.to(0), hospital_.id().str());
  EXPECT_EQ(line.due_day(), kDischarge + 28) << "13 March";
  EXPECT_FALSE(line.overdue());
}

TEST_F(DueLists, MoveOnWithTheReport) {
  milestone(office_, "discharge", kDischarge);
  world_.pass(29 * 24h, 1h);
  EXPECT_TRUE(due(hospital_, "medication-report").at(0).overdue());
  nurses_.log_in();
  auto report = nurses_.send_request(team_, "飲めています", "symptoms");
  report.mutable_send()->set_kind("medication-report");
  ASSERT_TRUE(nurses_.ask(std::move(report)).at(0).has_sent());
  world_.pass(5s);
  for (auto* agency : {&hospital_, &nurses_, &office_}) {
    const auto line = due(*agency, "medication-report").at(0);
    EXPECT_EQ(line.due_day(), kDischarge + 59) << "13 April: it was a day late, and settles March";
    EXPECT_EQ(line.done_day(), kDischarge + 30);
    EXPECT_FALSE(line.overdue());
  }
}

TEST_F(DueLists, NameTheConsentsThatEndSoon) {
  Request request;
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(team_);
  grant.add_category("medication");
  grant.add_to(hospital_.id().hex());
  grant.set_obtained("written");
  grant.set_until(to_millis(office_.node().clock().now() + 10 * 24h));
  office_.log_in();
  const auto consent = office_.ask(std::move(request)).at(0).consent().consent_id();
  world_.pass(5s);
  const auto line = due(nurses_, "consent-review").at(0);
  EXPECT_EQ(line.about(), consent);
  EXPECT_EQ(line.owes(), office_.id().str());
  milestone(office_, "consent-reviewed", kDischarge + 1);
  EXPECT_TRUE(due(nurses_, "consent-review").at(0).done());
}

TEST_F(DueLists, AreMonitoringEverySixMonthsAndNothingOfPlansThatAreNotThere) {
  EXPECT_EQ(due(hospital_, "monitoring").at(0).owes(), office_.id().str());
  EXPECT_TRUE(due(hospital_, "plan-review").empty());
}

TEST_F(DueLists, TakeMilestonesOfTheVocabularyOnly) {
  EXPECT_EQ(milestone(office_, "birthday", kDischarge).error().code(), "unknown-code");
}

TEST_F(DueLists, SayHowFreshEveryLineIsByTheReadersNode) {
  office_.log_in();
  auto request = office_.send_request(team_, "眠れていない", "symptoms");
  request.mutable_send()->set_basis("said-by-person");
  request.mutable_send()->set_observed_at(to_millis(office_.node().clock().now() - 3h));
  const auto id = hex(office_.ask(std::move(request)).at(0).sent().message_id());
  world_.pass(1h, 1min);
  hospital_.log_in();
  auto fresh = hospital_.inbox().at(0).freshness();
  EXPECT_EQ(fresh.age_ms() / 60'000, 240);
  EXPECT_FALSE(fresh.stale());
  EXPECT_TRUE(fresh.observed());
  EXPECT_EQ(fresh.basis(), "said-by-person");
  hospital_.node().settings().stale_after.set("symptoms", 2h);
  hospital_.node().kill();
  hospital_.come_back();
  EXPECT_TRUE(hospital_.inbox().at(0).freshness().stale()) << "as that node is configured";
  Request board;
  board.mutable_receipts()->set_message(id);
  office_.log_in();
  EXPECT_FALSE(office_.ask(std::move(board)).at(0).receipts().freshness().stale()) << "and here not";
}

}  // namespace
}  // namespace tasuki::test
