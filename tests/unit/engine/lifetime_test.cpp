// What is not known to have arrived comes back to its sender.
#include <gtest/gtest.h>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

using test::kDay;

class Lifetimes : public testing::Test {
 protected:
  Lifetimes() {
    office_.pair_with(nurses_);
    team_ = office_.found_team({&nurses_});
    consent_ = office_.consent(team_, {"symptoms"}, {&nurses_});
    world_.pass(1min);
  }
  std::string state(const std::string& id) {
    office_.log_in();
    return office_.state_of(id, nurses_);
  }
  std::vector<std::string> events(engine::ClientId client) {
    std::vector<std::string> names;
    for (const auto& response : office_.answers(client)) names.push_back(response.event().event());
    return names;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
  std::string consent_;
};

TEST_F(Lifetimes, AMessageThatDidNotArriveComesBackAsUndeliverableAndIsNotReleasedAnyMore) {
  nurses_.node().kill();
  const auto id = office_.send(team_, "眠れていない");
  world_.pass(34 * kDay, 1h);
  EXPECT_EQ(state(id), "queued");
  proto::api::Request watch;
  watch.mutable_watch();
  const auto watcher = office_.post(std::move(watch));
  world_.settle();
  world_.pass(1 * kDay + 1h, 1h);
  EXPECT_EQ(events(watcher), (std::vector<std::string>{"watching", "undeliverable"}));
  EXPECT_EQ(state(id), "undeliverable");
  proto::api::Request status;
  status.mutable_status();
  const auto told = office_.ask(std::move(status)).at(0).status();
  EXPECT_EQ(told.undeliverable(), 1u);
  nurses_.come_back();
  world_.pass(1h, 10s);
  EXPECT_TRUE(nurses_.inbox().empty());
}

TEST_F(Lifetimes, ALaterReceiptCorrectsIt) {
  std::string id;
  world_.on_frame = [&](Machine& from, Machine&, Bytes&) { return &from != &nurses_.node(); };
  id = office_.send(team_, "眠れていない");
  world_.pass(1s);
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  world_.part("office", "nurses");
  world_.on_frame = nullptr;
  world_.pass(36 * kDay, 1h);
  EXPECT_EQ(state(id), "undeliverable");
  world_.join("office", "nurses");
  world_.pass(2h, 10s);
  EXPECT_EQ(state(id), "delivered");
}

TEST_F(Lifetimes, WhatArrivedNeverComesBack) {
  const auto id = office_.send(team_, "眠れていない");
  world_.pass(40 * kDay, 1h);
  EXPECT_EQ(state(id), "delivered");
}

TEST_F(Lifetimes, AClockThatJumpsEndsNoneWhileAnotherNodeTellsTheTime) {
  WorldAgency hospital(world_, "hospital");
  office_.pair_with(hospital);
  nurses_.node().kill();
  const auto id = office_.send(team_, "眠れていない");
  office_.node().clock().set(office_.node().clock().now() + 400 * kDay);
  world_.cut_links_of(office_.node());
  world_.pass(1h, 10s);
  EXPECT_EQ(state(id), "queued");
}

TEST_F(Lifetimes, WhatWasUnderWayWhenConsentEndedIsNotSentAgain) {
  world_.on_frame = [&](Machine& from, Machine&, Bytes&) { return &from != &office_.node(); };
  const auto id = office_.send(team_, "眠れていない");  // lost together with the link
  world_.on_frame = nullptr;
  world_.part("office", "nurses");
  proto::api::Request withdraw;
  withdraw.mutable_consent_withdraw()->set_consent(consent_);
  ASSERT_TRUE(office_.ask(std::move(withdraw)).at(0).has_consent());
  EXPECT_EQ(state(id), "undeliverable");
  world_.join("office", "nurses");
  world_.pass(10min);
  EXPECT_TRUE(nurses_.inbox().empty());
}

TEST_F(Lifetimes, WhatWasUnderWayWhenAConsentsPeriodEndedIsNotSentAgain) {
  proto::api::Request request;
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(team_);
  grant.add_category("medication");
  grant.add_to(nurses_.id().hex());
  grant.set_obtained("written");
  grant.set_until(to_millis(office_.node().clock().now() + 1h));
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
  world_.on_frame = [&](Machine& from, Machine&, Bytes&) { return &from != &office_.node(); };
  const auto id = office_.send(team_, "飲めていない", "medication");
  world_.on_frame = nullptr;
  world_.part("office", "nurses");
  world_.pass(2h, 1min);
  world_.join("office", "nurses");
  world_.pass(10min);
  EXPECT_TRUE(nurses_.inbox().empty());
  EXPECT_EQ(state(id), "undeliverable");
}

}  // namespace
}  // namespace tasuki::test
