#include "core/care/escalation_step.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/protocol_document.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

EscalationStep some_step() {
  return {.stated_at = from_millis(1'771'000'000'000),
          .message = id<RecordId>(0x64),
          .step = 2,
          .reason = "deadline",
          .agency = kHospital,
          .number = "045-000-0001",
          .disclosure = "sent",
          .forward = id<RecordId>(0x65)};
}

TEST(EscalationStepPayload, IsTheBytesOfTheDocument) {
  EXPECT_EQ(to_hex(*serialize(some_step())), test::protocol_example("escalation-step"));
}

TEST(EscalationStepId, IsTheBytesOfTheDocument) {
  EXPECT_EQ(to_hex(step_id(id<RecordId>(0x64), 2)), test::protocol_example("escalation-step-id"));
}

TEST(EscalationStepPayload, ComesBackAsItWas) {
  const auto back = parse_escalation_step(*serialize(some_step()));
  ASSERT_TRUE(back);
  EXPECT_EQ(*serialize(*back), *serialize(some_step()));
  EXPECT_EQ(back->agency, kHospital);
  EXPECT_EQ(back->forward, id<RecordId>(0x65));
}

TEST(EscalationStepPayload, SaysWhoseTurnItIsAndWhatTheyWereTold) {
  const std::vector<std::function<void(EscalationStep&)>> breaks{
      [](auto& s) { s.step = 0; },
      [](auto& s) { s.step = 10'001; },
      [](auto& s) { s.reason = "bored"; },
      [](auto& s) { s.disclosure = "whispered"; },
      [](auto& s) { s.number.clear(); },
      [](auto& s) { s.agency.reset(); },
      [](auto& s) { s.forward.reset(); },
      [](auto& s) { s.disclosure = "denied"; },
      [](auto& s) { s.disclosure = "exhausted"; },
      [](auto& s) { s.stated_at = from_millis(0); }};
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    auto step = some_step();
    breaks[i](step);
    EXPECT_FALSE(serialize(step)) << i;
  }
}

TEST(EscalationStepPayload, AtTheEndOfTheRosterNobodyIsNamed) {
  auto step = some_step();
  step.agency.reset();
  step.forward.reset();
  step.disclosure = "exhausted";
  step.number = "119";
  EXPECT_TRUE(parse_escalation_step(*serialize(step)));
}

}  // namespace
}  // namespace tasuki::care
