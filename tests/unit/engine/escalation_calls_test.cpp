// What somebody says who has just rung about a phone message.
#include "tests/unit/engine/escalation_world.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class EscalationCalls : public EscalationWorld {};

TEST_F(EscalationCalls, ThatNobodyAnsweredMovesOnInTheSameCommit) {
  set_usual_roster();
  const auto id = send();
  log_only(nurses_, id, "1");
  EXPECT_EQ(steps_in_store(nurses_), 1u);
  EXPECT_EQ(next(nurses_, id).number(), "2");
  log_only(nurses_, id, "2");
  const auto now = next(nurses_, id);
  EXPECT_EQ(now.number(), "3");
  EXPECT_EQ(now.step(), 2u);
  EXPECT_EQ(now.disclosure(), "sent");
}

TEST_F(EscalationCalls, WhoeverDeclinesMovesOnInTheSameCommitToo) {
  set_usual_roster();
  const auto id = send();
  world_.pass(10min + 30s, 5s);
  act(hospital_, id, "decline");
  EXPECT_EQ(next(nurses_, id).number(), "2");
}

TEST_F(EscalationCalls, WhoDoesNotStateTheStepIsShownWhoFollowsAllTheSame) {
  set_usual_roster();
  const auto id = send();
  nurses_.node().kill();
  world_.pass(1min, 5s);
  log_only(hospital_, id, "1");
  ASSERT_EQ(steps_in_store(hospital_), 0u) << "the office comes before it";
  auto now = next(hospital_, id);
  EXPECT_EQ(now.number(), "2");
  EXPECT_EQ(now.step(), 1u);
  EXPECT_EQ(now.say(), "say-your-turn");
  EXPECT_EQ(now.disclosure(), "") << "whether they are told more is not decided here";
  EXPECT_EQ(steps_in_store(hospital_), 0u) << "to look states nothing";
  world_.pass(1s);
  log_only(hospital_, id, "1", "answered");
  EXPECT_NE(next(hospital_, id).number(), "2") << "and it is taken back";
}

TEST_F(EscalationCalls, WhoDoesNotStateTheStepIsShownTheEmergencyNumberWhereNobodyIsLeft) {
  set_roster({{&hospital_, "1"}});
  const auto id = send();
  nurses_.node().kill();
  world_.pass(1min, 5s);
  log_only(hospital_, id, "1");
  const auto now = next(hospital_, id);
  EXPECT_TRUE(now.exhausted());
  EXPECT_EQ(now.number(), "119");
}

}  // namespace
}  // namespace tasuki::test
