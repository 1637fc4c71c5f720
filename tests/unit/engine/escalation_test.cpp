// A phone message that nobody accepts goes on.
#include "core/care/escalation_step.hpp"
#include "tests/unit/engine/escalation_world.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

TEST_F(EscalationWorld, GoesFromOneToTheNextOnTheRosterAndEndsWithTheEmergencyNumber) {
  set_usual_roster();
  const auto id = send();
  EXPECT_EQ(next(nurses_, id).number(), "1") << "before any step: the recipients, as the roster orders them";
  world_.pass(10min + 30s, 5s);
  auto now = next(nurses_, id);
  EXPECT_EQ(now.number(), "1");
  EXPECT_EQ(now.step(), 1u);
  EXPECT_EQ(now.disclosure(), "has-it");
  world_.pass(10min, 5s);
  now = next(nurses_, id);
  EXPECT_EQ(now.number(), "2");
  EXPECT_EQ(now.disclosure(), "denied");
  EXPECT_EQ(now.say(), "say-without-content");
  world_.pass(10min, 5s);
  now = next(nurses_, id);
  EXPECT_EQ(now.number(), "3");
  EXPECT_EQ(now.disclosure(), "sent");
  world_.pass(10min, 5s);
  for (auto* agency : {&nurses_, &office_, &hospital_}) {
    now = next(*agency, id);
    EXPECT_TRUE(now.exhausted());
    EXPECT_EQ(now.number(), "119");
    EXPECT_EQ(steps_in_store(*agency), 4u) << "each step claimed once";
  }
}

TEST_F(EscalationWorld, WhoIsDeniedLearnsNothingAtAll) {
  set_roster({{&home_, "2"}});
  home_.log_in();
  const auto before = home_.inbox().size();
  send();
  world_.pass(40min, 10s);
  home_.log_in();
  EXPECT_EQ(home_.inbox().size(), before);
  EXPECT_EQ(steps_in_store(home_), 0u);
}

TEST_F(EscalationWorld, AnAcceptanceByWhoeverItWasForwardedToEndsItEverywhereAndShowsOnTheBoard) {
  set_roster({{&clinic_, "3"}, {&home_, "2"}});
  const auto id = send();
  world_.pass(11min, 5s);
  const auto forward = forward_at(clinic_);
  ASSERT_FALSE(forward.empty());
  act(clinic_, forward, "accept");
  world_.pass(1h, 10s);
  for (auto* agency : {&nurses_, &office_, &hospital_}) {
    EXPECT_EQ(steps_in_store(*agency), 1u);
    const auto lines = board(*agency, id);
    const auto line = std::ranges::find(lines, clinic_.id().str(), &proto::api::ReceiptsAnswer::agency_id);
    ASSERT_NE(line, lines.end());
    EXPECT_EQ(line->state(), "accepted");
    EXPECT_EQ(line->step(), 1u);
    EXPECT_EQ(line->disclosure(), "sent");
  }
}

TEST_F(EscalationWorld, WhatIsForwardedIsADisclosureLikeAnyOther) {
  set_roster({{&clinic_, "3"}});
  send();
  world_.pass(11min, 5s);
  nurses_.log_in();
  proto::api::Request request;
  request.mutable_disclosures()->set_to(clinic_.id().hex());
  const auto lines = nurses_.ask(std::move(request));
  ASSERT_EQ(lines.size(), 2u) << "one, and the end of the list";
  EXPECT_EQ(lines[0].disclosure().legal_basis(), "consent");
  clinic_.log_in();
  const auto shown = clinic_.inbox();
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].body(), "首を吊ると言っている");
  EXPECT_TRUE(shown[0].by_node());
  EXPECT_EQ(shown[0].kind(), "escalation");
}

TEST_F(EscalationWorld, AnUnansweredCallMovesOnAtOnce) {
  set_usual_roster();
  const auto id = send();
  log(nurses_, id, "1");
  EXPECT_EQ(next(nurses_, id).number(), "2");
  EXPECT_EQ(next(nurses_, id).step(), 1u);
  log(nurses_, id, "2");
  EXPECT_EQ(next(nurses_, id).number(), "3");
}

TEST_F(EscalationWorld, WhoRingsTheSenderBackInVainPassesNobodyOver) {
  set_usual_roster();
  const auto id = send();
  log(hospital_, id, "0120-nurses");
  EXPECT_EQ(steps_in_store(nurses_), 0u);
}

TEST_F(EscalationWorld, AnAnsweredCallAloneEndsNothing) {
  set_usual_roster();
  const auto id = send();
  log(nurses_, id, "1", "answered");
  world_.pass(10min + 30s, 5s);
  EXPECT_EQ(next(nurses_, id).step(), 1u);
}

TEST_F(EscalationWorld, ADeclineByWhoeversTurnItIsMovesOnAtOnce) {
  set_usual_roster();
  const auto id = send();
  world_.pass(10min + 30s, 5s);
  act(hospital_, id, "decline");
  world_.pass(1s);
  EXPECT_EQ(next(nurses_, id).number(), "2");
}

TEST_F(EscalationWorld, AcceptedInTimeItGoesNowhere) {
  set_usual_roster();
  const auto id = send();
  act(hospital_, id, "accept");
  world_.pass(1h, 10s);
  for (auto* agency : all()) EXPECT_EQ(steps_in_store(*agency), 0u);
}

TEST_F(EscalationWorld, WhatWasTakenAndGivenBackGoesOnAtOnceWhereNobodyElseWasAsked) {
  set_usual_roster();
  nurses_.log_in();
  auto request = nurses_.send_request(team_, "首を吊ると言っている", "symptoms", "phone");
  request.mutable_send()->add_to(hospital_.id().hex());
  const auto id = to_hex(as_bytes(nurses_.ask(std::move(request)).at(0).sent().message_id()));
  act(hospital_, id, "accept");
  world_.pass(1h, 10s);
  ASSERT_EQ(next(nurses_, id).say(), "say-taken");
  act(hospital_, id, "decline");
  world_.pass(1s);
  const auto now = next(nurses_, id);
  EXPECT_EQ(now.number(), "2");
  EXPECT_EQ(now.step(), 1u);
  world_.pass(11min, 5s);
  EXPECT_EQ(next(nurses_, id).number(), "3");
}

TEST_F(EscalationWorld, WhatWasTakenAndGivenBackIsTheOthersTurnForTheUsualTimeThenGoesOn) {
  set_roster({{&clinic_, "3"}});
  nurses_.log_in();
  auto request = nurses_.send_request(team_, "首を吊ると言っている", "symptoms", "phone");
  for (auto* other : {&office_, &hospital_}) request.mutable_send()->add_to(other->id().hex());
  request.mutable_send()->set_accept_by(to_millis(nurses_.node().clock().now() + 3h));
  const auto id = to_hex(as_bytes(nurses_.ask(std::move(request)).at(0).sent().message_id()));
  act(hospital_, id, "accept");
  world_.pass(1h, 10s);
  ASSERT_EQ(next(nurses_, id).say(), "say-taken");
  act(hospital_, id, "decline");
  EXPECT_NE(next(nurses_, id).say(), "say-taken");
  world_.pass(9min, 5s);
  EXPECT_EQ(steps_in_store(nurses_), 0u) << "the office has time to say that it takes it";
  world_.pass(2min, 5s);
  EXPECT_EQ(next(nurses_, id).number(), "3");
}

TEST_F(EscalationWorld, WhatWasClosedRests) {
  set_usual_roster();
  const auto id = send();
  act(hospital_, id, "accept");
  log(nurses_, id, "1", "answered");
  act(hospital_, id, "close");
  act(office_, id, "decline");
  world_.pass(1h, 10s);
  EXPECT_EQ(steps_in_store(nurses_), 0u);
}

TEST_F(EscalationWorld, WithoutARosterTheSenderIsToldToCallTheEmergencyNumber) {
  const auto id = send();
  world_.pass(11min, 5s);
  EXPECT_TRUE(next(nurses_, id).exhausted());
}

TEST_F(EscalationWorld, AMessageThatIsNotForThePhoneIsNotEscalated) {
  set_usual_roster();
  nurses_.log_in();
  auto request = nurses_.send_request(team_, "眠れていない");
  request.mutable_send()->add_to(hospital_.id().hex());
  const auto sent = nurses_.ask(std::move(request)).at(0);
  EXPECT_GT(sent.sent().accept_by(), 0);
  world_.pass(24h, 1min);
  EXPECT_EQ(steps_in_store(nurses_), 0u);
}

TEST_F(EscalationWorld, AStepByAStrangerToTheMessageCountsForNothing) {
  set_usual_roster();
  const auto id = send();
  care::EscalationStep step;
  step.stated_at = home_.node().clock().now();
  step.message = *RecordId::from(*from_hex(id));
  step.reason = "deadline";
  step.number = "119";
  step.disclosure = "exhausted";
  const auto team = *TeamId::from(*from_hex(team_));
  Forger home(world_, home_);
  home.hand_over(nurses_,
                 home.by_node(record::Kind::EscalationStep, team, care::serialize(step).value(), home_.id()));
  EXPECT_EQ(steps_in_store(nurses_), 0u);
  world_.pass(10min + 30s, 5s);
  EXPECT_EQ(next(nurses_, id).number(), "1") << "it goes on";
}

TEST_F(EscalationWorld, AnEndThatIsToldBeforeTheMessageCountsOnceTheMessageComes) {
  care::EscalationStep end;
  end.stated_at = nurses_.node().clock().now();
  end.message = *RecordId::from(Bytes(RecordId::kSize, 7));
  end.reason = "deadline";
  end.number = "119";
  end.disclosure = "exhausted";
  office_.log_in();
  proto::api::Request watch;
  watch.mutable_watch();
  const auto watcher = office_.post(std::move(watch));
  world_.settle();
  Forger nurses(world_, nurses_);
  nurses.hand_over(office_, nurses.by_node(record::Kind::EscalationStep, *TeamId::from(*from_hex(team_)),
                                           care::serialize(end).value(), nurses_.id()));
  const auto told = office_.answers(watcher);
  EXPECT_TRUE(
      std::ranges::any_of(told, [](const auto& each) { return each.event().event() == "escalation"; }));
  EXPECT_EQ(steps_in_store(office_), 0u) << "whose word it is, is not known yet";
  std::size_t waiting = 0;
  office_.node().prepare([&](Transaction& transaction) {
    waiting = transaction.count(Table::Early, KeyRange::prefix(end.message.bytes()));
  });
  EXPECT_EQ(waiting, 1u);
}

TEST_F(EscalationWorld, WhoeverHadAForwardIsToldWhoCameNextAndNothingElse) {
  set_roster({{&clinic_, "3"}, {&hospital_, "1"}, {&home_, "2"}});
  send();
  world_.pass(11min, 5s);
  EXPECT_EQ(steps_in_store(clinic_), 0u) << "the message says it";
  world_.pass(20min, 5s);
  EXPECT_EQ(steps_in_store(clinic_), 2u);
}

TEST_F(EscalationWorld, OnlyTheCoordinatorSetsTheRosterAndItsGapsAreShown) {
  proto::api::Request request;
  request.mutable_roster_set()->set_team(team_);
  request.mutable_roster_set()->set_opens(9 * 60);
  request.mutable_roster_set()->set_closes(17 * 60);
  nurses_.log_in();
  auto copy = request;
  EXPECT_EQ(nurses_.ask(std::move(copy)).at(0).error().code(), "not-coordinator");
  office_.log_in();
  const auto answer = office_.ask(std::move(request)).at(0);
  EXPECT_GT(answer.roster().gap_size(), 20) << "nobody answers at any time of the week";
  EXPECT_EQ(set_roster({{&hospital_, "1"}}).gap_size(), 0);
}

TEST_F(EscalationWorld, WhoLeftTheTeamIsOnDutyNoMore) {
  set_usual_roster();
  office_.log_in();
  proto::api::Request remove;
  remove.mutable_team_remove()->set_team(team_);
  remove.mutable_team_remove()->set_agency(hospital_.id().hex());
  EXPECT_TRUE(office_.ask(std::move(remove)).at(0).has_team());
  world_.pass(1min);
  proto::api::Request show;
  show.mutable_roster_show()->set_team(team_);
  nurses_.log_in();
  const auto roster = nurses_.ask(std::move(show)).at(0).roster();
  EXPECT_EQ(roster.left_out_size(), 5);
  EXPECT_EQ(roster.on_duty_size(), 10);
}

}  // namespace
}  // namespace tasuki::test
