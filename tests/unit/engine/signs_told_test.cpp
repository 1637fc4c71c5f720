// Alerts that say more than is known here, that somebody may be told of later only, or that come back.
#include "core/care/message.hpp"
#include "core/record/ledger.hpp"
#include "tests/unit/engine/forger.hpp"
#include "tests/unit/engine/new_lives.hpp"
#include "tests/unit/engine/signs_world.hpp"

namespace tasuki::test {
namespace {

class SignsTold : public SignsWorld {
 protected:
  /// To the ward, by an agency's node: an alert of the days from so many behind today to so many, whatever
  /// was seen on them.
  void claim(WorldAgency& agency, const std::string& sign, int first, int last) {
    const auto today = (office_.node().clock().now() + 9h).time_since_epoch() / 24h;
    care::Message message;
    message.stated_at = agency.node().clock().now();
    message.categories = {"warning-sign"};
    message.kind = "alert";
    message.form = care::Alert{*RecordId::from(from_hex(sign).value()),
                               static_cast<std::int32_t>(today + first),
                               static_cast<std::int32_t>(today + last),
                               "yellow",
                               {RecordId()}};
    message.recipients = {{ward_.id(), {*RecordId::from(from_hex(consent_).value())}}};
    const auto team = *TeamId::from(from_hex(team_).value());
    agency.node().prepare(
        [&](Transaction& transaction) { message.heads = record::ledger_heads(transaction, team); });
    Forger forger(world_, agency);
    forger.hand_over(
        ward_, forger.by_node(record::Kind::Message, team, care::serialize(message).value(), agency.id()));
  }
};

TEST_F(SignsTold, AnAlertThatClaimsDaysToComeDoesNotSilenceThem) {
  const auto sign = define();
  claim(nurses_, sign, -300, 300);
  ASSERT_EQ(alerts_shown(ward_), 1u);
  world_.pass(24h * 5, 5min);
  for (int ago = 2; ago >= 0; --ago) observe(helper_, sign, ago);
  world_.pass(5min);
  EXPECT_EQ(alerts_shown(ward_), 2u);
}

TEST_F(SignsTold, AnAlertThatJoinsAnEpisodeThatWasShownToOneThatWasNotIsNotShown) {
  const auto sign = define();
  for (int ago = 2; ago >= 0; --ago) observe(helper_, sign, ago);
  world_.pass(5min);
  ASSERT_EQ(alerts_shown(ward_), 1u);
  observe(helper_, sign, 6);
  observe(helper_, sign, 5);
  nurses_.log_in();
  ASSERT_TRUE(nurses_.ask(observe_request(sign, 4)).at(0).has_sent());
  nurses_.node().kill();  // whose turn it would be to raise what the ward knows of now
  claim(helper_, sign, -6, 0);
  EXPECT_EQ(alerts_shown(ward_), 1u) << "of these days the last three were shown";
}

TEST_F(SignsTold, WhomNobodyMightTellIsToldOnceSomebodyMay) {
  const auto sign = define();
  Request withdraw;
  withdraw.mutable_consent_withdraw()->set_consent(consent_);
  office_.log_in();
  ASSERT_TRUE(office_.ask(std::move(withdraw)).at(0).has_consent());
  world_.pass(1min);
  for (int ago = 2; ago >= 0; --ago) observe(nurses_, sign, ago);
  world_.pass(30min, 5s);
  EXPECT_EQ(alerts_shown(office_), 1u);
  EXPECT_EQ(alerts_shown(helper_), 0u);
  office_.log_in();
  office_.consent(team_, {"warning-sign", "sleep-meals"}, {&helper_, &ward_});
  world_.pass(15min, 5s);
  EXPECT_EQ(alerts_shown(office_), 1u);
  EXPECT_EQ(alerts_shown(helper_), 1u);
  EXPECT_EQ(alerts_shown(ward_), 1u);
}

class SignsComeBack : public engine::NewLives {
 protected:
  SignsComeBack() {
    for (auto* agency : {&office_, &hospital_}) {
      agency->log_in();
      agency->consent(team_, {"warning-sign"}, {&office_, &hospital_, &nurses_});
    }
    world_.pass(std::chrono::seconds(5));
  }

  std::string define() {
    Request request;
    auto& define = *request.mutable_sign_define();
    define.set_team(team_);
    define.set_what("身なりにかまわない");
    define.set_view("objective");
    define.set_stage("yellow");
    define.set_urgency("message");
    const auto answer = office_.ask(std::move(request)).at(0);
    EXPECT_TRUE(answer.has_sent()) << answer.ShortDebugString();
    world_.pass(std::chrono::seconds(5));
    return to_hex(as_bytes(answer.sent().sign().sign_id()));
  }
  void report(WorldAgency& agency, const std::string& sign) {
    Request request;
    request.mutable_sign_report()->set_sign(sign);
    EXPECT_TRUE(agency.ask(std::move(request)).at(0).has_sent());
    world_.pass(std::chrono::seconds(5));
  }
  /// Of all alerts there, whether each was shown as one more of its episode.
  std::vector<bool> again(WorldAgency& agency) {
    std::vector<bool> all;
    Request request;
    request.mutable_inbox()->set_sent(true);
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.message().kind() == "alert") all.push_back(response.message().sign().again());
    }
    return all;
  }
};

TEST_F(SignsComeBack, WhatANodeHadReportedAfterAnotherIsNoFirstAlertInItsNextLife) {
  const auto sign = define();
  report(nurses_, sign);
  const auto copy = copy_of(hospital_);
  report(hospital_, sign);
  const std::vector<bool> the_second{true, false};
  ASSERT_EQ(again(hospital_), the_second) << "the newest first";
  restore(hospital_, copy);
  EXPECT_EQ(again(hospital_), the_second);
}

}  // namespace
}  // namespace tasuki::test
