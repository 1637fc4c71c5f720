// What messages say in fields: kept where the message is shown, and nowhere else.
#include "core/engine/care/forms.hpp"

#include <gtest/gtest.h>

#include "core/record/ledger.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

class FormsKept : public testing::Test {
 protected:
  FormsKept() {
    office_.pair_with(hospital_);
    team_ = office_.found_team({&hospital_});
    consent_ = office_.consent(team_, {"symptoms"}, {&hospital_});
  }

  TeamId team() const { return TeamId::from(from_hex(team_).value()).value(); }
  care::Message message(care::Form form) {
    care::Message message;
    message.stated_at = office_.node().clock().now();
    message.categories = {"symptoms"};
    message.body = "眠れていない";
    message.form = std::move(form);
    message.recipients = {{hospital_.id(), {*RecordId::from(from_hex(consent_).value())}}};
    return message;
  }
  /// As the office's node states it by itself, or a person of it.
  record::SignedRecord stated(care::Message message, bool by_node) {
    Forger forger(world_, office_);
    office_.node().prepare(
        [&](Transaction& transaction) { message.heads = record::ledger_heads(transaction, team()); });
    auto payload = care::serialize(message).value();
    return by_node ? forger.by_node(record::Kind::Message, team(), std::move(payload), office_.id())
                   : forger.by_staff(record::Kind::Message, team(), std::move(payload), forger.self());
  }
  template <class Shape>
  std::size_t kept_at(WorldAgency& agency) {
    std::size_t count = 0;
    agency.node().prepare(
        [&](Transaction& transaction) { count = engine::all_of<Shape>(transaction, team()).size(); });
    return count;
  }
  static care::Alert alert() { return {{}, 20'000, 20'002, "yellow", {RecordId()}}; }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  std::string team_;
  std::string consent_;
};

TEST_F(FormsKept, WhereTheMessageArrived) {
  Forger(world_, office_).hand_over(hospital_, stated(message(alert()), false));
  EXPECT_EQ(kept_at<care::Alert>(hospital_), 1u);
  EXPECT_EQ(kept_at<care::Handoff>(hospital_), 0u);
}

TEST_F(FormsKept, ANodesOwnWordIsTakenForAThresholdOnly) {
  Forger forger(world_, office_);
  forger.hand_over(hospital_, stated(message(care::Milestone{"discharge", 20'000}), true));
  forger.hand_over(hospital_, stated(message(care::Form()), true));
  EXPECT_TRUE(hospital_.inbox().empty()) << "no person said it";
  forger.hand_over(hospital_, stated(message(alert()), true));
  ASSERT_EQ(hospital_.inbox().size(), 1u);
  EXPECT_TRUE(hospital_.inbox()[0].by_node());
  EXPECT_TRUE(hospital_.inbox()[0].form().has_alert());
}

TEST_F(FormsKept, NotOfWhatIsHeldUntilItIsShown) {
  auto& clock = hospital_.node().clock();
  clock.set(clock.now() - std::chrono::hours(24));  // the consent is not in force yet, there
  Forger(world_, office_).hand_over(hospital_, stated(message(care::Milestone{"discharge", 20'000}), false));
  ASSERT_EQ(hospital_.inbox().size(), 1u);
  EXPECT_EQ(hospital_.inbox()[0].state(), "held");
  EXPECT_FALSE(hospital_.inbox()[0].has_form());
  EXPECT_EQ(kept_at<care::Milestone>(hospital_), 0u);
  clock.set(office_.node().clock().now());
  world_.pass(std::chrono::minutes(11));
  EXPECT_EQ(kept_at<care::Milestone>(hospital_), 1u);
}

}  // namespace
}  // namespace tasuki::test
