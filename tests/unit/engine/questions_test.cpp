// Who owes an answer to whom, until when.
#include "tests/unit/engine/rostered_team.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class Questions : public RosteredTeam {
 protected:
  Request question(const std::vector<WorldAgency*>& to) {
    auto request = office_.send_request(team_, "おたずねします", "symptoms");
    auto& send = *request.mutable_send();
    for (auto* agency : to) send.add_to(agency->id().hex());
    send.set_ask("今夜は眠れましたか");
    send.set_ask_by(to_millis(office_.node().clock().now() + 1h));
    return request;
  }
  std::string asked(Request request) {
    office_.log_in();
    const auto response = office_.ask(std::move(request)).at(0);
    world_.pass(5s);
    return response.has_sent() ? hex(response.sent().message_id()) : response.error().code();
  }
  std::vector<proto::api::QuestionAnswer> questions(WorldAgency& agency, bool mine = false,
                                                    bool overdue = false) {
    Request request;
    request.mutable_questions()->set_team(team_);
    request.mutable_questions()->set_mine(mine);
    request.mutable_questions()->set_overdue(overdue);
    agency.log_in();
    std::vector<proto::api::QuestionAnswer> lines;
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_question()) lines.push_back(response.question());
    }
    return lines;
  }
  void answer(WorldAgency& agency, const std::string& message) {
    auto request = agency.send_request(team_, "眠れていました", "symptoms");
    request.mutable_send()->set_answers(message);
    request.mutable_send()->add_to(office_.id().hex());
    agency.log_in();
    ASSERT_TRUE(agency.ask(std::move(request)).at(0).has_sent());
    world_.pass(5s);
  }
};

TEST_F(Questions, AreOwedByTheOnlyOneAskedAndSeenByNobodyElse) {
  const auto id = asked(question({&hospital_}));
  const auto here = questions(office_);
  const auto there = questions(hospital_);
  ASSERT_EQ(here.size(), 1u);
  ASSERT_EQ(there.size(), 1u);
  EXPECT_EQ(hex(there[0].message_id()), id);
  EXPECT_EQ(there[0].owner(), hospital_.id().str());
  EXPECT_EQ(there[0].from_agency(), office_.id().str());
  EXPECT_TRUE(there[0].mine());
  EXPECT_FALSE(here[0].mine());
  EXPECT_EQ(here[0].ask(), "今夜は眠れましたか") << "its writer knows it";
  EXPECT_EQ(there[0].ask(), "") << "nobody there has opened it";
  EXPECT_TRUE(there[0].text_left_out());
  EXPECT_TRUE(questions(nurses_).empty());
  EXPECT_TRUE(questions(office_, true).empty());
  EXPECT_EQ(questions(hospital_, true).size(), 1u);
}

TEST_F(Questions, AndMessagesTakeNoDeadlineThatHasPassed) {
  const auto now = office_.node().clock().now();
  auto late = question({&hospital_});
  late.mutable_send()->set_ask_by(to_millis(now - 1min));
  EXPECT_EQ(asked(std::move(late)), "deadline-passed");
  auto unacceptable = question({&hospital_});
  unacceptable.mutable_send()->set_accept_by(to_millis(now - 1min));
  EXPECT_EQ(asked(std::move(unacceptable)), "deadline-passed");
  EXPECT_TRUE(questions(office_).empty());
}

TEST_F(Questions, ToSeveralNeedSomebodyWhoOwesTheAnswer) {
  EXPECT_EQ(asked(question({&hospital_, &nurses_})), "owner-missing");
  auto named = question({&hospital_, &nurses_});
  named.mutable_send()->set_owner(nurses_.id().hex());
  const auto id = asked(std::move(named));
  EXPECT_EQ(questions(hospital_).at(0).owner(), nurses_.id().str());
  EXPECT_TRUE(questions(nurses_).at(0).mine());
  answer(hospital_, id);
  EXPECT_EQ(questions(office_).size(), 1u) << "another's answer settles nothing";
  answer(nurses_, id);
  EXPECT_TRUE(questions(office_).empty());
  EXPECT_TRUE(questions(nurses_).empty());
}

TEST_F(Questions, CannotBeOwedByWhoIsNotAsked) {
  auto request = question({&hospital_});
  request.mutable_send()->set_owner(nurses_.id().hex());
  EXPECT_EQ(asked(std::move(request)), "owner-not-a-recipient");
  auto no_ask = office_.send_request(team_, "x");
  no_ask.mutable_send()->set_owner(hospital_.id().hex());
  EXPECT_EQ(asked(std::move(no_ask)), "owner-without-ask");
}

TEST_F(Questions, WithoutADeadlineToSeveralAreNobodysInParticular) {
  auto request = question({&hospital_, &nurses_});
  request.mutable_send()->clear_ask_by();
  EXPECT_EQ(asked(std::move(request)).size(), 64u);
  EXPECT_TRUE(questions(office_).empty());
}

TEST_F(Questions, ThatAreOverdueAreToldToBothSidesOnceAlsoOverARestart) {
  auto request = question({&hospital_, &nurses_});
  request.mutable_send()->set_owner(hospital_.id().hex());
  asked(std::move(request));
  hospital_.node().kill();
  hospital_.come_back();
  const auto asker = watch(office_);
  const auto owner = watch(hospital_);
  const auto other = watch(nurses_);
  world_.pass(58min, 1min);
  EXPECT_EQ(told(office_, asker, "question-overdue"), 0u);
  EXPECT_TRUE(questions(office_, false, true).empty());
  world_.pass(3min, 1min);
  EXPECT_EQ(told(office_, asker, "question-overdue"), 1u);
  EXPECT_EQ(told(hospital_, owner, "question-overdue"), 1u);
  EXPECT_EQ(told(nurses_, other, "question-overdue"), 0u);
  EXPECT_TRUE(questions(office_, false, true).at(0).overdue());
  hospital_.node().kill();
  hospital_.come_back();
  const auto again = watch(hospital_);
  world_.pass(20min, 1min);
  EXPECT_EQ(told(hospital_, again, "question-overdue"), 0u);
}

TEST_F(Questions, ThatAreAnsweredInTimeAreNotTold) {
  const auto id = asked(question({&hospital_}));
  answer(hospital_, id);
  const auto asker = watch(office_);
  const auto owner = watch(hospital_);
  world_.pass(2h, 1min);
  EXPECT_EQ(told(office_, asker, "question-overdue"), 0u);
  EXPECT_EQ(told(hospital_, owner, "question-overdue"), 0u);
}

}  // namespace
}  // namespace tasuki::test
