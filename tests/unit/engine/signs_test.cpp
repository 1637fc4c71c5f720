// Warning signs through whole nodes: what builds up across agencies raises the alert, once, and is told to
// those only whom the person allows.
#include "tests/unit/engine/signs_world.hpp"

namespace tasuki::test {
namespace {

class Signs : public SignsWorld {};

TEST_F(Signs, ThreeNightsSeenByThreeAgenciesRaiseOneAlertByThemselves) {
  const auto sign = define();
  observe(helper_, sign, 2);
  observe(nurses_, sign, 1);
  world_.pass(5min);
  expect_each_is_shown(0);
  observe(ward_, sign, 0);
  world_.pass(10min);
  expect_each_is_shown(1);
  for (auto* agency : told()) {
    const auto alerts = alerts_in(*agency);
    ASSERT_EQ(alerts.size(), 1u) << agency->node().name();
    EXPECT_TRUE(alerts[0].by_node());
    EXPECT_EQ(alerts[0].from_agency(), ward_.id().str()) << "whose observation completed it";
    EXPECT_EQ(alerts[0].urgency(), "message");
    EXPECT_EQ(alerts[0].body(), "三日つづけて眠れない");
    EXPECT_EQ(alerts[0].form().alert().stage(), "yellow");
    EXPECT_EQ(alerts[0].form().alert().observation_size(), 3);
    EXPECT_EQ(alerts[0].sign().what(), "三日つづけて眠れない");
    EXPECT_NE(alerts[0].observed_at(), 0);
    EXPECT_FALSE(alerts[0].sign().again());
  }
  EXPECT_EQ(alerts_in(helper_)[0].sign().episode_id(), alerts_in(nurses_)[0].sign().episode_id());
  expect_centre_has_nothing();
}

TEST_F(Signs, AnAlertForThePhoneIsToBeAcceptedInTimeAndGoesOn) {
  const auto sign = define("phone");
  for (int ago = 2; ago >= 0; --ago) observe(nurses_, sign, ago);
  world_.pass(5min);
  const auto alerts = alerts_in(ward_);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_EQ(alerts[0].accept_by(), alerts[0].sent_at() + to_millis(Time(10min)));
  world_.pass(20min);
  ward_.log_in();
  Request next;
  next.mutable_call_next()->set_message(to_hex(as_bytes(alerts[0].message_id())));
  EXPECT_EQ(ward_.ask(std::move(next)).at(0).call_next().number(), "119")
      << "without a roster nobody is left";
}

TEST_F(Signs, NobodyButThoseWhoAreToldLearnsAnything) {
  const auto sign = define();
  for (int ago = 2; ago >= 0; --ago) observe(nurses_, sign, ago);
  report(ward_, sign, "今夜も");
  world_.pass(20min);
  for (auto* agency : told()) EXPECT_EQ(list(*agency).size(), 1u);
  expect_centre_has_nothing();
}

TEST_F(Signs, AnEpisodeThatGoesOnIsNotRaisedAgainAndANewOneIs) {
  const auto sign = define();
  for (int ago = 8; ago >= 6; --ago) observe(nurses_, sign, ago);
  world_.pass(10min);
  expect_each_is_shown(1);
  observe(ward_, sign, 5);
  world_.pass(10min);
  expect_each_is_shown(1);
  EXPECT_EQ(alerts_in(helper_).size(), 1u);
  observe(ward_, sign, 4, false);
  for (int ago = 3; ago >= 1; --ago) observe(helper_, sign, ago);
  world_.pass(10min);
  expect_each_is_shown(2);
  EXPECT_EQ(alerts_in(ward_).size(), 2u);
}

TEST_F(Signs, ANightThatArrivesLateStillCounts) {
  const auto sign = define();
  cut_off(helper_);
  observe(helper_, sign, 2);
  observe(nurses_, sign, 1);
  observe(ward_, sign, 0);
  world_.pass(10min);
  EXPECT_EQ(alerts_shown(ward_), 0u) << "two nights are known here";
  reconnect(helper_);
  world_.pass(10min);
  expect_each_is_shown(1);
}

TEST_F(Signs, ALateNightThatExtendsARunMakesNoSecondAlert) {
  const auto sign = define();
  cut_off(helper_);
  observe(helper_, sign, 3);
  for (int ago = 2; ago >= 0; --ago) observe(nurses_, sign, ago);
  world_.pass(10min);
  EXPECT_EQ(alerts_shown(ward_), 1u);
  reconnect(helper_);
  world_.pass(10min);
  expect_each_is_shown(1);
  EXPECT_EQ(alerts_in(ward_).size(), 1u);
}

TEST_F(Signs, RaisedOnBothSidesOfAPartitionItIsShownOnceAtEach) {
  const auto sign = define();
  observe(helper_, sign, 2);
  observe(nurses_, sign, 1);
  world_.pass(1min);
  cut_off(ward_);
  observe(ward_, sign, 0);
  observe(nurses_, sign, 0);
  world_.pass(10min);
  EXPECT_EQ(alerts_shown(ward_), 1u);
  EXPECT_EQ(alerts_shown(nurses_), 1u);
  EXPECT_EQ(alerts_shown(helper_), 1u);
  reconnect(ward_);
  world_.pass(10min);
  expect_each_is_shown(1);
  const auto alerts = alerts_in(ward_);
  ASSERT_EQ(alerts.size(), 2u) << "the other is kept, and says that it is of the same episode";
  EXPECT_TRUE(alerts[0].sign().again());
  EXPECT_FALSE(alerts[1].sign().again());
  EXPECT_EQ(alerts[0].sign().episode_id(), alerts[1].sign().episode_id());
}

TEST_F(Signs, WhereWhoCompletedItIsGoneTheNextInOrderRaisesIt) {
  const auto sign = define();
  observe(helper_, sign, 2);
  observe(nurses_, sign, 1);
  world_.pass(1min);
  ward_.log_in();
  ASSERT_TRUE(ward_.ask(observe_request(sign, 0)).at(0).has_sent());
  ward_.node().kill();  // it has sent its observation, and says nothing more
  world_.pass(50s, 1s);
  EXPECT_EQ(alerts_shown(nurses_), 0u) << "the ward has a minute";
  world_.pass(10min);
  EXPECT_EQ(alerts_shown(office_), 1u);
  EXPECT_EQ(alerts_shown(nurses_), 1u);
  EXPECT_EQ(alerts_in(office_).at(0).from_agency(), nurses_.id().str());
}

TEST_F(Signs, ANodeThatIsStartedAgainRaisesWhatItHadNotYet) {
  const auto sign = define();
  for (auto* agency : everybody()) {
    if (agency != &ward_) cut_off(*agency);
  }
  for (int ago = 2; ago >= 0; --ago) observe(ward_, sign, ago);
  ward_.node().kill();
  ward_.come_back();
  for (auto* agency : everybody()) {
    for (auto* other : everybody()) {
      if (other != agency) world_.join(agency->node().name(), other->node().name());
    }
  }
  world_.pass(10min);
  EXPECT_EQ(alerts_in(ward_).size(), 1u);
  EXPECT_EQ(alerts_shown(nurses_), 1u);
}

TEST_F(Signs, ReportedByTwoPeopleWithinAMinuteIsShownOnce) {
  const auto sign = define();
  EXPECT_FALSE(report(nurses_, sign).sent().sign().again());
  world_.pass(30s);
  EXPECT_TRUE(report(helper_, sign, "電話の声が震えていた").sent().sign().again());
  world_.pass(1min);
  expect_each_is_shown(1);
  const auto alerts = alerts_in(ward_);
  ASSERT_EQ(alerts.size(), 2u);
  EXPECT_FALSE(alerts[0].by_node());
  EXPECT_EQ(alerts[0].body(), "三日つづけて眠れない\n電話の声が震えていた");
}

TEST_F(Signs, WhatAPersonReportsAgainHalfADayLaterIsShownAgain) {
  const auto sign = define();
  report(nurses_, sign);
  world_.pass(13h, 1min);
  report(nurses_, sign, "まだつづいている");
  world_.pass(1min);
  EXPECT_EQ(alerts_shown(ward_), 2u);
}

TEST_F(Signs, AfterAWithdrawalNothingMoreIsSaid) {
  const auto sign = define();
  observe(helper_, sign, 2);
  observe(nurses_, sign, 1);
  world_.pass(1min);
  Request withdraw;
  withdraw.mutable_consent_withdraw()->set_consent(consent_);
  ASSERT_TRUE(office_.ask(std::move(withdraw)).at(0).has_consent());
  world_.pass(1min);
  const auto response = observe(ward_, sign, 0);
  ASSERT_TRUE(response.has_sent()) << "the office may still know it";
  world_.pass(30min);
  EXPECT_EQ(alerts_shown(office_), 1u);
  EXPECT_EQ(alerts_shown(helper_), 0u);
  EXPECT_EQ(alerts_shown(nurses_), 0u);
}

}  // namespace
}  // namespace tasuki::test
