#include <gtest/gtest.h>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

std::string hex(const std::string& id) { return to_hex(as_bytes(id)); }

class MessageFlow : public testing::Test {
 protected:
  MessageFlow() {
    office_.introduce_nobody();
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    consent_ = office_.consent(team_, {"symptoms", "sleep-meals"}, {&hospital_, &nurses_});
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
  std::string consent_;
};

TEST_F(MessageFlow, AMessageReachesEverybodyAndItsReceiptsComeBack) {
  const auto id = office_.send(team_, "眠れていない");
  ASSERT_EQ(hospital_.inbox().size(), 1u);
  EXPECT_EQ(hospital_.inbox()[0].body(), "眠れていない");
  EXPECT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(office_.state_of(id, hospital_), "delivered");
  hospital_.act(id, "open");
  hospital_.act(id, "accept");
  EXPECT_EQ(office_.state_of(id, hospital_), "accepted");
}

TEST_F(MessageFlow, ReceiptsOfWhomOneHasNotMetComeThroughTheSender) {
  const auto id = office_.send(team_, "眠れていない");
  hospital_.act(id, "open");
  EXPECT_EQ(nurses_.state_of(id, hospital_), "opened") << "hospital and nurses have never been paired";
}

TEST_F(MessageFlow, WhoHasNotBeenMetCannotBeSentTo) {
  const auto responses = hospital_.ask([&] {
    auto request = hospital_.send_request(team_, "x");
    request.mutable_send()->add_to(nurses_.id().hex());
    return request;
  }());
  EXPECT_EQ(responses.at(0).error().code(), "not-a-contact");
  EXPECT_EQ(responses.at(0).error().exit_code(), 4u);
}

TEST_F(MessageFlow, WhatHasFieldsIsSentByItsOwnCommandOnly) {
  for (const auto* kind : {"alert", "handoff", "observation"}) {
    auto request = office_.send_request(team_, "x");
    request.mutable_send()->set_kind(kind);
    EXPECT_EQ(office_.ask(std::move(request)).at(0).error().code(), "kind-has-its-command") << kind;
  }
  EXPECT_TRUE(hospital_.inbox().empty());
}

TEST_F(MessageFlow, WithoutConsentNothingLeaves) {
  const auto responses = office_.ask(office_.send_request(team_, "x", "money"));
  EXPECT_EQ(responses.at(0).error().code(), "consent-missing");
  EXPECT_EQ(responses.at(0).error().exit_code(), 5u);
  EXPECT_EQ(responses.at(0).error().decision().size(), 2);
  EXPECT_TRUE(hospital_.inbox().empty());
}

TEST_F(MessageFlow, WhatIsWithdrawnWhileItWaitsIsNeverReleased) {
  world_.part("office", "hospital");
  const auto id = office_.send(team_, "眠れていない");
  EXPECT_EQ(office_.state_of(id, hospital_), "queued");
  proto::api::Request withdraw;
  withdraw.mutable_consent_withdraw()->set_consent(consent_);
  ASSERT_TRUE(office_.ask(std::move(withdraw)).at(0).has_consent());
  world_.join("office", "hospital");
  world_.pass(std::chrono::minutes(10));
  EXPECT_TRUE(hospital_.inbox().empty());
  EXPECT_EQ(office_.state_of(id, hospital_), "undeliverable");
}

TEST_F(MessageFlow, WhatIsSentAfterAWithdrawalThatTheSenderHasNotSeenIsHeldUnread) {
  world_.part("office", "nurses");
  proto::api::Request withdraw;
  withdraw.mutable_consent_withdraw()->set_consent(consent_);
  world_.part("office", "hospital");
  ASSERT_TRUE(hospital_.ask(std::move(withdraw)).at(0).has_consent());
  const auto id = office_.send(team_, "眠れていない");
  world_.join("office", "hospital");
  world_.pass(std::chrono::minutes(10));
  const auto inbox = hospital_.inbox();
  // Whichever came first: the withdrawal stopped it at the sender, or it is held at the recipient. It is
  // never shown.
  for (const auto& line : inbox) {
    EXPECT_EQ(line.state(), "held");
    EXPECT_TRUE(line.body().empty());
  }
  EXPECT_NE(office_.state_of(id, hospital_), "delivered");
}

TEST_F(MessageFlow, WhatIsHeldByAWrongClockIsShownOnceTheClockIsRight) {
  auto& clock = nurses_.node().clock();
  clock.set(clock.now() - std::chrono::hours(24));
  office_.consent(team_, {"money"}, {&nurses_});
  auto request = office_.send_request(team_, "家賃", "money");
  request.mutable_send()->add_to(nurses_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_sent());
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(nurses_.inbox()[0].held_reason(), "ended-in-flight") << "the consent is not in force yet, there";
  clock.set(office_.node().clock().now());
  world_.pass(std::chrono::minutes(11));
  EXPECT_EQ(nurses_.inbox()[0].body(), "家賃");
  proto::api::Request search;
  search.mutable_search()->set_text("家賃");
  EXPECT_TRUE(nurses_.ask(std::move(search)).at(0).has_message()) << "and found from then on";
}

TEST_F(MessageFlow, APhoneMessageOvertakesAndNeedsACallRecordToBeClosed) {
  world_.part("office", "hospital");
  office_.send(team_, "あとでよい");
  const auto urgent = office_.send(team_, "いますぐ", "symptoms", "phone");
  world_.join("office", "hospital");
  world_.pass(std::chrono::minutes(10));
  const auto inbox = hospital_.inbox();
  ASSERT_EQ(inbox.size(), 2u);
  EXPECT_EQ(hex(inbox[1].message_id()), urgent) << "the newest line is the one that arrived last";
  hospital_.act(urgent, "open");
  hospital_.act(urgent, "accept");
  EXPECT_EQ(hospital_.act(urgent, "close").error().code(), "call-record-missing");
  proto::api::Request log;
  log.mutable_call_log()->set_message(urgent);
  log.mutable_call_log()->set_number("03-0000-0001");
  log.mutable_call_log()->set_outcome("no-answer");
  EXPECT_TRUE(hospital_.ask(std::move(log)).at(0).has_call_log());
  EXPECT_EQ(hospital_.act(urgent, "close").act().state(), "closed");
  EXPECT_EQ(office_.state_of(urgent, hospital_), "closed");
}

TEST(CallOrder, GoesByAgencyKindAndNotByChance) {
  World world;
  WorldAgency neighbour(world, "neighbour", "neighbour");
  WorldAgency office(world, "office", "consultation-support");
  WorldAgency city(world, "city", "city-welfare");
  WorldAgency nurses(world, "nurses", "visiting-nursing");
  WorldAgency hospital(world, "hospital", "psychiatric-hospital");
  const std::vector<WorldAgency*> others{&neighbour, &city, &nurses, &hospital};
  for (auto* other : others) office.pair_with(*other);
  const auto team = office.found_team(others);
  office.consent(team, {"symptoms"}, others);
  const auto id = office.send(team, "いますぐ", "symptoms", "phone");

  const auto order_at = [&](WorldAgency& agency) {
    std::vector<AgencyId> order;
    for (std::size_t i = 0; i < others.size(); ++i) order.push_back(agency.call_once(id));
    return order;
  };
  EXPECT_EQ(order_at(office), (std::vector{hospital.id(), nurses.id(), city.id(), neighbour.id()}));
}

TEST(CallOrder, BeginsWithTheSenderOfWhatCameIn) {
  World world;
  WorldAgency neighbour(world, "neighbour", "neighbour");
  WorldAgency nurses(world, "nurses", "visiting-nursing");
  WorldAgency hospital(world, "hospital", "psychiatric-hospital");
  neighbour.pair_with(hospital);
  neighbour.pair_with(nurses);
  const auto team = neighbour.found_team({&hospital, &nurses});
  neighbour.consent(team, {"symptoms"}, {&hospital, &nurses});
  const auto id = neighbour.send(team, "いますぐ", "symptoms", "phone");
  EXPECT_EQ(nurses.call_once(id), neighbour.id());
  EXPECT_EQ(nurses.call_once(id), hospital.id());
}

TEST_F(MessageFlow, AnOverrideGoesOutMarkedAndTheCoordinatorIsTold) {
  hospital_.pair_with(nurses_);
  auto request = hospital_.send_request(team_, "川に向かっている", "risk", "phone");
  request.mutable_send()->add_to(nurses_.id().hex());
  request.mutable_send()->set_override_reason("いのちの危険");
  const auto responses = hospital_.ask(std::move(request));
  ASSERT_TRUE(responses.at(0).has_sent()) << responses.at(0).ShortDebugString();
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(nurses_.inbox()[0].override_reason(), "いのちの危険");
}

TEST_F(MessageFlow, ANumberThatAnAgencyUsesTwiceIsOnTheTrailOfWhoeverHoldsBothRecords) {
  const auto reported = [&] {
    std::size_t entries = 0;
    hospital_.node().store().begin().scan(
        Table::Audit, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView entry) {
          entries += to_string(entry).find("number-reused") != std::string::npos;
          return true;
        });
    hospital_.node().store().rollback();
    return entries;
  };
  office_.send(team_, "一");
  EXPECT_EQ(reported(), 0u);
  // An old snapshot of the office's node goes on counting where it was.
  office_.node().prepare(
      [](Transaction& transaction) { transaction.erase(Table::Node, as_bytes("countersign")); });
  office_.send(team_, "二");
  EXPECT_EQ(hospital_.inbox().size(), 2u);
  EXPECT_EQ(reported(), 1u);
}

TEST_F(MessageFlow, ACommitThatFailsLetsNothingOutAndLosesNothing) {
  office_.node().store().fail_next_commit(StoreError::DiskFull);
  const auto client = office_.post(office_.send_request(team_, "一度目"));
  world_.settle();
  EXPECT_TRUE(office_.answers(client).empty());
  EXPECT_TRUE(hospital_.inbox().empty());
  world_.pass(std::chrono::minutes(2));
  EXPECT_FALSE(office_.send(team_, "二度目").empty());
  world_.pass(std::chrono::minutes(2));
  ASSERT_EQ(hospital_.inbox().size(), 1u);
  EXPECT_EQ(hospital_.inbox()[0].body(), "二度目");
}

}  // namespace
}  // namespace tasuki::test
