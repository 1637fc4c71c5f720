// Warning signs through whole nodes: what builds up across agencies raises the alert, once, and is told to
// those only whom the person allows.
#include <gtest/gtest.h>

#include <chrono>

#include "core/base/protobuf.hpp"
#include "core/engine/care/forms.hpp"
#include "core/record/ledger.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using proto::api::Response;

std::string hex(const std::string& id) { return to_hex(as_bytes(id)); }

class Signs : public testing::Test {
 protected:
  Signs() {
    for (auto* agency : everybody()) {
      if (agency != &office_) office_.pair_with(*agency);
    }
    world_.pass(1min);  // the coordinator introduces them to each other
    team_ = office_.found_team({&helper_, &nurses_, &ward_, &centre_});
    world_.pass(1min);
    consent_ = office_.consent(team_, {"warning-sign", "sleep-meals"}, {&helper_, &nurses_, &ward_});
    ward_.consent(team_, {"warning-sign", "sleep-meals"}, {&office_});
    world_.pass(1min);
    for (auto* agency : everybody()) watching_[agency] = agency->post(watch());
    world_.settle();
  }

  std::vector<WorldAgency*> everybody() { return {&office_, &helper_, &nurses_, &ward_, &centre_}; }
  std::vector<WorldAgency*> told() { return {&office_, &helper_, &nurses_, &ward_}; }

  static Request watch() {
    Request request;
    request.mutable_watch();
    return request;
  }
  Request define_request() {
    Request request;
    auto& define = *request.mutable_sign_define();
    define.set_team(team_);
    define.set_what("三日つづけて眠れない");
    define.add_category("sleep-meals");
    define.set_days(3);
    define.set_view("objective");
    define.set_stage("yellow");
    define.set_urgency("message");
    for (auto* agency : {&helper_, &nurses_, &ward_}) define.add_to(agency->id().hex());
    return request;
  }
  /// By the office, for everybody but the centre. Gives the sign's id.
  std::string define() {
    const auto response = office_.ask(define_request()).at(0);
    EXPECT_TRUE(response.has_sent()) << response.ShortDebugString();
    world_.pass(10s);
    return hex(response.sent().sign().sign_id());
  }
  /// Today, or so many days before.
  std::string day(int ago) {
    const auto local = office_.node().clock().now() + 9h - std::chrono::days(ago);
    return to_rfc3339(local).substr(0, 10);
  }
  Request observe_request(const std::string& sign, int days_ago, bool seen = true) {
    Request request;
    auto& observe = *request.mutable_sign_observe();
    observe.set_sign(sign);
    observe.set_day(day(days_ago));
    observe.set_seen(seen);
    return request;
  }
  Response observe(WorldAgency& agency, const std::string& sign, int days_ago, bool seen = true) {
    return said(agency, observe_request(sign, days_ago, seen));
  }
  /// By somebody who has been away from the screen; a moment later everybody's clock shows another time.
  Response said(WorldAgency& agency, Request request) {
    agency.log_in();
    auto response = agency.ask(std::move(request)).at(0);
    world_.pass(1s);
    return response;
  }
  Response report(WorldAgency& agency, const std::string& sign, const std::string& note = "") {
    Request request;
    request.mutable_sign_report()->set_sign(sign);
    request.mutable_sign_report()->set_note(note);
    return said(agency, std::move(request));
  }
  std::vector<proto::api::SignAnswer> list(WorldAgency& agency) {
    Request request;
    request.mutable_sign_list()->set_team(team_);
    std::vector<proto::api::SignAnswer> lines;
    agency.log_in();
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_sign()) lines.push_back(response.sign());
    }
    return lines;
  }
  /// How often people there were told so by `watch`.
  std::size_t told_of(WorldAgency& agency, const std::string& event) {
    std::size_t count = 0;
    for (const auto& response : agency.answers(watching_.at(&agency)))
      count += response.event().event() == event;
    return count;
  }
  std::size_t alerts_shown(WorldAgency& agency) { return told_of(agency, "alert"); }
  std::vector<proto::api::MessageAnswer> alerts_in(WorldAgency& agency) {
    std::vector<proto::api::MessageAnswer> alerts;
    agency.log_in();
    for (auto& line : agency.inbox()) {
      if (line.kind() == "alert") alerts.push_back(line);
    }
    return alerts;
  }
  void expect_each_is_shown(std::size_t times) {
    for (auto* agency : told()) EXPECT_EQ(alerts_shown(*agency), times) << agency->node().name();
  }
  void expect_centre_has_nothing() {
    EXPECT_EQ(alerts_shown(centre_), 0u);
    EXPECT_EQ(told_of(centre_, "message"), 0u);
    EXPECT_TRUE(centre_.inbox().empty());
    EXPECT_TRUE(list(centre_).empty());
    centre_.node().prepare([&](Transaction& transaction) {
      EXPECT_EQ(transaction.count(Table::Message, KeyRange::all()), 0u);
      EXPECT_EQ(transaction.count(Table::Form, KeyRange::all()), 0u);
    });
  }
  void cut_off(WorldAgency& agency) {
    for (auto* other : everybody()) {
      if (other != &agency) world_.part(agency.node().name(), other->node().name());
    }
  }
  void reconnect(WorldAgency& agency) {
    for (auto* other : everybody()) {
      if (other != &agency) world_.join(agency.node().name(), other->node().name());
    }
    world_.pass(3min);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency helper_{world_, "helper", "home-help"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency ward_{world_, "ward"};
  WorldAgency centre_{world_, "centre", "activity-centre"};
  std::map<WorldAgency*, engine::ClientId> watching_;
  std::string team_;
  std::string consent_;
};

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

TEST_F(Signs, AreDefinedForThoseOnlyWhomConsentCovers) {
  auto request = define_request();
  request.mutable_sign_define()->add_to(centre_.id().hex());
  const auto refused = office_.ask(std::move(request)).at(0);
  EXPECT_EQ(refused.error().code(), "consent-missing");
  EXPECT_EQ(refused.error().exit_code(), 5u);
  for (const auto& decision : refused.error().decision()) {
    if (decision.agency_id() != centre_.id().str()) continue;
    EXPECT_EQ(decision.missing_size(), 2) << "sleep-meals and warning-sign";
  }
  world_.pass(1min);
  for (auto* agency : everybody()) EXPECT_TRUE(list(*agency).empty()) << "nobody got it";
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

TEST_F(Signs, AnAlertThatClaimsDaysToComeDoesNotSilenceThem) {
  const auto sign = define();
  const auto today = (office_.node().clock().now() + 9h).time_since_epoch() / 24h;
  care::Message message;
  message.stated_at = nurses_.node().clock().now();
  message.categories = {"warning-sign"};
  message.kind = "alert";
  message.form = care::Alert{*RecordId::from(from_hex(sign).value()),
                             static_cast<std::int32_t>(today - 300),
                             static_cast<std::int32_t>(today + 300),
                             "yellow",
                             {RecordId()}};
  message.recipients = {{ward_.id(), {*RecordId::from(from_hex(consent_).value())}}};
  const auto team = *TeamId::from(from_hex(team_).value());
  nurses_.node().prepare(
      [&](Transaction& transaction) { message.heads = record::ledger_heads(transaction, team); });
  Forger forger(world_, nurses_);
  forger.hand_over(
      ward_, forger.by_node(record::Kind::Message, team, care::serialize(message).value(), nurses_.id()));
  ASSERT_EQ(alerts_shown(ward_), 1u);
  world_.pass(24h * 5, 5min);
  for (int ago = 2; ago >= 0; --ago) observe(helper_, sign, ago);
  world_.pass(5min);
  EXPECT_EQ(alerts_shown(ward_), 2u);
}

TEST_F(Signs, WhoIsNotToNoticeASignIsToldSo) {
  auto request = define_request();
  request.mutable_sign_define()->add_noticed_by(nurses_.id().hex());
  const auto sign = hex(office_.ask(std::move(request)).at(0).sent().sign().sign_id());
  world_.pass(10s);
  EXPECT_EQ(observe(helper_, sign, 0).error().code(), "not-to-notice");
  EXPECT_TRUE(observe(nurses_, sign, 0).has_sent());
}

TEST_F(Signs, DaysThatAreNoneAreRefused) {
  const auto sign = define();
  EXPECT_EQ(observe(nurses_, sign, -1).error().code(), "day-not-usable") << "tomorrow";
  EXPECT_EQ(observe(nurses_, sign, 400).error().code(), "day-not-usable");
  Request request;
  request.mutable_sign_observe()->set_sign(sign);
  request.mutable_sign_observe()->set_day("2026-02-30");
  EXPECT_EQ(nurses_.ask(std::move(request)).at(0).error().code(), "day-not-usable");
}

TEST_F(Signs, ARevisionChangesWhatItSaysAndKeepsTheRest) {
  const auto sign = define();
  Request request;
  auto& revise = *request.mutable_sign_define();
  revise.set_team(team_);
  revise.set_sign(sign);
  revise.set_days(2);
  revise.set_urgency("phone");
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_sent());
  world_.pass(10s);
  const auto line = list(ward_).at(0);
  EXPECT_EQ(hex(line.sign_id()), sign);
  EXPECT_EQ(line.what(), "三日つづけて眠れない");
  EXPECT_EQ(line.days(), 2u);
  EXPECT_EQ(line.within_days(), 2u);
  EXPECT_EQ(line.told_size(), 4);
  observe(helper_, sign, 1);
  observe(nurses_, sign, 0);
  world_.pass(10min);
  ASSERT_EQ(alerts_in(ward_).size(), 1u);
  EXPECT_EQ(alerts_in(ward_)[0].urgency(), "phone");
}

TEST_F(Signs, OneThatHasEndedIsNeitherObservedNorRaised) {
  const auto sign = define();
  observe(helper_, sign, 2);
  observe(nurses_, sign, 1);
  Request request;
  auto& end = *request.mutable_sign_define();
  end.set_team(team_);
  end.set_sign(sign);
  end.set_end(true);
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_sent());
  world_.pass(10s);
  EXPECT_EQ(observe(ward_, sign, 0).error().code(), "sign-ended");
  EXPECT_EQ(report(ward_, sign).error().code(), "sign-ended");
  EXPECT_TRUE(list(ward_).empty());
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

TEST_F(Signs, ListSaysHowFarASignIsAndWhoLookedLast) {
  const auto sign = define();
  observe(helper_, sign, 1);
  observe(nurses_, sign, 0);
  observe(nurses_, sign, 0, false);
  observe(nurses_, sign, 0);
  world_.pass(1min);
  const auto line = list(ward_).at(0);
  EXPECT_EQ(line.progress(), 2u);
  ASSERT_EQ(line.series_size(), 2) << "of three of the nurses' for one day the last one counts";
  EXPECT_EQ(line.series(0).agency_id(), helper_.id().str());
  EXPECT_TRUE(line.series(1).seen());
  EXPECT_EQ(line.last().agency_id(), nurses_.id().str());
  EXPECT_FALSE(line.has_open_episode());
  observe(ward_, sign, 2);
  world_.pass(5min);
  EXPECT_EQ(list(helper_).at(0).open_episode().alert_size(), 1);
}

TEST_F(Signs, AreReadWithATrace) {
  define();
  const auto entries = [&] {
    std::size_t count = 0;
    ward_.node().prepare(
        [&](Transaction& transaction) { count = transaction.count(Table::Reader, KeyRange::all()); });
    return count;
  };
  EXPECT_EQ(entries(), 0u);
  list(ward_);
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Signs, OfAMeasuredOneTheValueIsSaid) {
  auto request = define_request();
  auto& define = *request.mutable_sign_define();
  define.set_what("一日4リットルより多く飲む");
  define.set_days(1);
  define.set_unit("L");
  define.set_at_least(4'000);
  const auto sign = hex(office_.ask(std::move(request)).at(0).sent().sign().sign_id());
  world_.pass(10s);
  EXPECT_EQ(observe(nurses_, sign, 0).error().code(), "sign-value-missing");
  Request four;
  auto& said = *four.mutable_sign_observe();
  said.set_sign(sign);
  said.set_day("today");
  said.set_seen(true);
  said.set_value(4'000);
  ASSERT_TRUE(nurses_.ask(std::move(four)).at(0).has_sent());
  world_.pass(5min);
  expect_each_is_shown(1);
  EXPECT_EQ(alerts_in(ward_).at(0).basis(), "measured");
}

}  // namespace
}  // namespace tasuki::test
