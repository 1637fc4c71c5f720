// Who sees to it that a phone message goes on when its sender does not.
#include "tests/unit/engine/escalation_world.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

TEST_F(EscalationWorld, TheCoordinatorTakesOverFromASenderThatIsGoneAndNotBeforeTheGrace) {
  set_usual_roster();
  const auto id = send();
  nurses_.node().kill();
  world_.pass(12min, 5s);
  EXPECT_EQ(steps_in_store(office_), 0u);
  world_.pass(90s, 5s);
  EXPECT_EQ(next(office_, id).step(), 1u);
  EXPECT_EQ(steps_in_store(hospital_), 1u);
  world_.pass(14min, 5s);
  EXPECT_EQ(next(hospital_, id).step(), 2u);
}

TEST_F(EscalationWorld, TheRecipientsFollowWhereTheCoordinatorIsGoneToo) {
  set_usual_roster();
  const auto id = send();
  nurses_.node().kill();
  office_.node().kill();
  world_.pass(15min, 5s);
  EXPECT_EQ(steps_in_store(hospital_), 0u);
  world_.pass(90s, 5s);
  EXPECT_EQ(steps_in_store(hospital_), 1u);
}

TEST_F(EscalationWorld, CutOffFromEachOtherBothGoOnAndTheStepsMerge) {
  set_roster({{&hospital_, "1"}, {&clinic_, "3"}});
  const auto id = send();
  for (const auto* other : {"office", "hospital", "clinic", "home"}) world_.part("nurses", other);
  world_.pass(14min, 5s);
  EXPECT_EQ(steps_in_store(nurses_), 1u);
  EXPECT_EQ(steps_in_store(office_), 1u);
  for (const auto* other : {"office", "hospital", "clinic", "home"}) world_.join("nurses", other);
  world_.pass(4min, 5s);
  for (auto* agency : {&nurses_, &office_, &hospital_}) {
    EXPECT_EQ(steps_in_store(*agency), 2u) << "both are kept";
    if (agency != &hospital_) EXPECT_EQ(next(*agency, id).step(), 1u) << "and they are one step";
  }
  world_.pass(6min, 5s);
  EXPECT_EQ(next(office_, id).step(), 2u);
  for (auto* agency : {&nurses_, &office_, &hospital_}) EXPECT_EQ(steps_in_store(*agency), 3u);
}

TEST_F(EscalationWorld, WhoHadComeToItsEndGoesOnFromAStepOfSomebodyCutOff) {
  set_usual_roster();
  const auto id = send();
  for (const auto* other : {"office", "hospital", "clinic", "home"}) world_.part("nurses", other);
  set_roster({{&nurses_, "9"}});  // nobody is left to be told
  world_.pass(14min, 5s);
  EXPECT_TRUE(next(office_, id).exhausted());
  world_.join("nurses", "office");
  world_.pass(1min, 5s);
  EXPECT_EQ(steps_in_store(office_), 2u) << "the nurses gave the hospital its turn";
  EXPECT_FALSE(next(office_, id).exhausted());
  nurses_.node().kill();
  hospital_.node().kill();
  world_.pass(15min, 5s);
  EXPECT_EQ(steps_in_store(office_), 3u);
  EXPECT_TRUE(next(office_, id).exhausted());
}

TEST_F(EscalationWorld, AClockThatIsFastDoesNotTakeOver) {
  auto& clock = office_.node().clock();
  clock.set(clock.now() + 40min);
  set_usual_roster();
  send();
  world_.part("office", "nurses");
  world_.pass(9min, 5s);
  EXPECT_EQ(steps_in_store(office_), 0u);
  world_.join("office", "nurses");
  world_.pass(3min, 5s);
  EXPECT_EQ(steps_in_store(office_), 1u) << "the sender's";
  world_.pass(8min, 5s);
  EXPECT_EQ(steps_in_store(office_), 2u);
}

TEST_F(EscalationWorld, ARestartInBetweenForgetsNothing) {
  set_usual_roster();
  const auto id = send();
  world_.pass(6min, 5s);
  nurses_.node().kill();
  world_.pass(2min, 5s);
  nurses_.come_back();
  world_.pass(2min + 30s, 5s);
  EXPECT_EQ(next(nurses_, id).step(), 1u);
  nurses_.node().kill();
  world_.pass(3min, 5s);
  nurses_.come_back();
  world_.pass(7min + 30s, 5s);
  EXPECT_EQ(next(nurses_, id).step(), 2u);
  EXPECT_EQ(steps_in_store(office_), 2u);
}

TEST_F(EscalationWorld, WhoIsOutOfTheTeamForAMomentGoesOnWhenItIsBack) {
  set_usual_roster();
  send();
  const auto change = [&](auto&& fill) {
    office_.log_in();
    proto::api::Request request;
    fill(request);
    EXPECT_TRUE(office_.ask(std::move(request)).at(0).has_team());
    world_.pass(1min);
  };
  change([&](proto::api::Request& request) {
    request.mutable_team_remove()->set_team(team_);
    request.mutable_team_remove()->set_agency(nurses_.id().hex());
  });
  world_.pass(2min, 5s);
  change([&](proto::api::Request& request) {
    request.mutable_team_add()->set_team(team_);
    request.mutable_team_add()->set_agency(nurses_.id().hex());
  });
  for (auto* other : others()) {
    if (other != &nurses_) other->node().kill();
  }
  office_.node().kill();
  world_.pass(8min, 5s);
  EXPECT_EQ(steps_in_store(nurses_), 1u);
}

TEST_F(EscalationWorld, APeerThatLinksAnewEveryFewSecondsHoldsNothingBackForLong) {
  set_usual_roster();
  send();
  const auto blink = [&](Duration time) {
    for (Duration passed = 0s; passed < time; passed += 8s) {
      world_.part("nurses", "office");
      world_.pass(1s);
      world_.join("nurses", "office");
      world_.pass(7s);
    }
  };
  world_.pass(9min, 5s);
  blink(90s);
  EXPECT_EQ(steps_in_store(nurses_), 0u) << "others are heard first";
  blink(60s);
  EXPECT_EQ(steps_in_store(nurses_), 1u);
}

TEST_F(EscalationWorld, ASenderThatComesBackLateGoesOnWhereTheOthersAre) {
  set_usual_roster();
  const auto id = send();
  nurses_.node().kill();
  world_.pass(28min, 5s);
  EXPECT_EQ(steps_in_store(office_), 2u);
  nurses_.come_back();
  world_.pass(1min, 5s);
  EXPECT_EQ(next(nurses_, id).step(), 2u);
  EXPECT_EQ(steps_in_store(nurses_), 2u) << "nothing was claimed again";
}

}  // namespace
}  // namespace tasuki::test
