// What a team agrees beforehand, and what a message is measured by.
#include <gtest/gtest.h>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class Agreement : public testing::Test {
 protected:
  Agreement() {
    office_.pair_with(hospital_);
    office_.pair_with(home_);
    team_ = office_.found_team({&hospital_, &home_});
    office_.consent(team_, {"symptoms", "crisis-plan"}, {&hospital_});
    world_.pass(1min);
    office_.log_in();
  }

  proto::api::Response set() {
    proto::api::Request request;
    auto& set = *request.mutable_agreement_set();
    set.set_team(team_);
    set.set_phone_within(Duration(5min).count());
    set.set_message_after_opening(Duration(2h).count());
    set.set_emergency_number("110");
    auto& river = *set.add_situation();
    river.set_code("by-the-river");
    river.set_urgency("phone");
    river.add_category("symptoms");
    river.set_text("川べりに一人で立っている");
    return office_.ask(std::move(request)).at(0);
  }
  proto::api::AgreementAnswer shown_at(WorldAgency& agency) {
    proto::api::Request request;
    request.mutable_agreement_show()->set_team(team_);
    agency.log_in();
    return agency.ask(std::move(request)).at(0).agreement();
  }
  proto::api::Response send(const std::string& urgency, const std::string& situation, bool anyway = false) {
    auto request = office_.send_request(team_, "川にいる", "symptoms", urgency);
    request.mutable_send()->add_to(hospital_.id().hex());
    request.mutable_send()->set_situation(situation);
    request.mutable_send()->set_anyway(anyway);
    return office_.ask(std::move(request)).at(0);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency home_{world_, "home", "group-home"};
  std::string team_;
};

TEST_F(Agreement, ItsCodesGoToEverybodyAndItsWordsToThoseWithConsent) {
  const auto answer = set();
  ASSERT_TRUE(answer.has_agreement()) << answer.ShortDebugString();
  EXPECT_EQ(answer.agreement().words().agency_id_size(), 1);
  EXPECT_EQ(answer.agreement().words().denied_size(), 1);
  EXPECT_EQ(answer.agreement().situation(0).text(), "川べりに一人で立っている");
  world_.pass(1min);
  for (auto* agency : {&office_, &hospital_}) {
    ASSERT_EQ(shown_at(*agency).situation_size(), 1);
    EXPECT_EQ(shown_at(*agency).situation(0).text(), "川べりに一人で立っている");
  }
  ASSERT_EQ(shown_at(home_).situation_size(), 1);
  EXPECT_EQ(shown_at(home_).situation(0).code(), "by-the-river");
  EXPECT_EQ(shown_at(home_).situation(0).text(), "");
  EXPECT_EQ(shown_at(home_).emergency_number(), "110");
}

TEST_F(Agreement, IsTheCoordinatorsToSet) {
  proto::api::Request request;
  request.mutable_agreement_set()->set_team(team_);
  hospital_.log_in();
  EXPECT_EQ(hospital_.ask(std::move(request)).at(0).error().code(), "not-coordinator");
}

TEST_F(Agreement, GivesAMessageItsDeadline) {
  const auto now = office_.node().clock().now();
  EXPECT_EQ(send("phone", "").sent().accept_by(), to_millis(now + 10min)) << "without any agreement";
  ASSERT_TRUE(set().has_agreement());
  EXPECT_EQ(send("phone", "").sent().accept_by(), to_millis(now + 5min));
  auto typed = office_.send_request(team_, "川にいる", "symptoms", "phone");
  typed.mutable_send()->add_to(hospital_.id().hex());
  typed.mutable_send()->set_accept_by(to_millis(now + 3min));
  EXPECT_EQ(office_.ask(std::move(typed)).at(0).sent().accept_by(), to_millis(now + 3min));
}

TEST_F(Agreement, RefusesWhatIsOtherwiseThanAgreedAndSaysWhatWasAgreed) {
  EXPECT_EQ(send("phone", "by-the-river").error().code(), "nothing-agreed");
  ASSERT_TRUE(set().has_agreement());
  EXPECT_EQ(send("phone", "no-such").error().code(), "unknown-situation");
  EXPECT_TRUE(send("phone", "by-the-river").has_sent());
  const auto refused = send("message", "by-the-river");
  EXPECT_EQ(refused.error().code(), "not-as-agreed");
  EXPECT_EQ(refused.error().agreed().urgency(), "phone");
  EXPECT_TRUE(send("message", "by-the-river", true).has_sent());
}

}  // namespace
}  // namespace tasuki::test
