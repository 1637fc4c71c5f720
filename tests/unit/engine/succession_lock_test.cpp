// Until somebody has compared its safety number, an agency under another root key may be anybody.
#include "core/record/record_store.hpp"
#include "tests/unit/engine/succession_world.hpp"

namespace tasuki::test {
namespace {

TEST_F(Successions, LetNothingGoToTheNewOneUntilTheStaffOfEachMemberHasVerifiedIt) {
  meet_the_new_hospital();
  continues(office_, new_hospital_, hospital_);
  EXPECT_EQ(denied(nurses_, new_hospital_), "unverified");
  EXPECT_EQ(denied(nurses_, new_hospital_, "屋上にいる"), "unverified") << "not to protect a life either";
  EXPECT_TRUE(new_hospital_.inbox().empty());
  verify(nurses_, new_hospital_);
  EXPECT_EQ(denied(nurses_, new_hospital_), "");
  EXPECT_EQ(new_hospital_.inbox().size(), 1u);
}

TEST_F(Successions, KeepBackWhatWasQueuedForTheNewOneBefore) {
  meet_the_new_hospital();
  Request add;
  add.mutable_team_add()->set_team(team_);
  add.mutable_team_add()->set_agency(new_hospital_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(add)).at(0).has_team());
  office_.consent(team_, {"symptoms"}, {&new_hospital_});
  world_.pass(5s);
  world_.part("nurses", "new-hospital");
  EXPECT_EQ(denied(nurses_, new_hospital_), "");
  EXPECT_EQ(denied(nurses_, new_hospital_, "屋上にいる"), "");
  continues(office_, new_hospital_, hospital_);
  world_.join("nurses", "new-hospital");
  world_.pass(1min);
  EXPECT_TRUE(new_hospital_.inbox().empty());
  EXPECT_EQ(nurses_.inbox().size(), 0u);
  verify(nurses_, new_hospital_);
  EXPECT_EQ(denied(nurses_, new_hospital_), "");
  EXPECT_EQ(new_hospital_.inbox().size(), 1u);
}

TEST_F(Successions, HoldWhatTheNewOneSaysUntilTheReadersStaffHasVerifiedIt) {
  meet_the_new_hospital();
  continues(office_, new_hospital_, hospital_);
  const auto message = send_to(new_hospital_, nurses_);
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(nurses_.inbox()[0].state(), "held");
  EXPECT_EQ(nurses_.inbox()[0].held_reason(), "unverified");
  EXPECT_EQ(nurses_.inbox()[0].body(), "");
  ASSERT_EQ(status(nurses_).unverified_size(), 1);
  EXPECT_EQ(status(nurses_).unverified(0).held(), 1u);
  EXPECT_EQ(status(nurses_).unverified(0).continues(), hospital_.id().str());
  verify(nurses_, new_hospital_);
  world_.pass(5s);
  EXPECT_EQ(nurses_.inbox()[0].body(), "新しい鍵から");
  EXPECT_EQ(new_hospital_.state_of(message, nurses_), "delivered");
  EXPECT_EQ(status(nurses_).unverified_size(), 0);
}

TEST_F(Successions, OfACoordinatorLetItKnowOfOverridesOnceItIsVerified) {
  WorldAgency new_office(world_, "new-office", "consultation-support");
  for (auto* other : {&office_, &hospital_, &nurses_}) new_office.pair_with(*other);
  ASSERT_TRUE(state(office_, ask_for_code(new_office, office_)).has_succession());
  world_.pass(10s);
  const auto notices = [&] {
    std::size_t count = 0;
    new_office.node().prepare([&](Transaction& transaction) {
      transaction.scan(Table::Record, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
        const auto stored = record::find_record(transaction, *RecordId::from(key));
        count += stored && stored->record.record.kind == record::Kind::OverrideNotice;
        return true;
      });
    });
    return count;
  };
  auto request = hospital_.send_request(team_, "屋上にいる", "risk", "phone");
  request.mutable_send()->add_to(nurses_.id().hex());
  request.mutable_send()->set_override_reason("いのちの危険");
  ASSERT_TRUE(hospital_.ask(std::move(request)).at(0).has_sent());
  world_.pass(1min);
  EXPECT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(notices(), 0u) << "why it went out is nothing for somebody who may be anybody";
  verify(hospital_, new_office);
  world_.pass(10s);
  EXPECT_EQ(notices(), 1u);
}

/// It was a member before anybody said that it continues another.
class SuccessionsOfMembers : public Successions {
 protected:
  SuccessionsOfMembers() {
    meet_the_new_hospital();
    Request add;
    add.mutable_team_add()->set_team(team_);
    add.mutable_team_add()->set_agency(new_hospital_.id().hex());
    EXPECT_TRUE(office_.ask(std::move(add)).at(0).has_team());
    office_.consent(team_, {"symptoms"}, {&new_hospital_});
    hospital_.consent(team_, {"symptoms"}, {&nurses_, &new_hospital_});
    world_.pass(5s);
    message_ = office_.send(team_, "眠れていない");
    world_.pass(5s);
  }
  std::string message_;
};

TEST_F(SuccessionsOfMembers, WithholdWhatPeopleSaidOfAMessageUntilTheNewOneIsVerified) {
  continues(office_, new_hospital_, hospital_);
  ASSERT_TRUE(nurses_.act(message_, "accept").has_act());
  world_.pass(1min);
  EXPECT_EQ(new_hospital_.state_of(message_, nurses_), "delivered") << "known before";
  EXPECT_EQ(office_.state_of(message_, nurses_), "accepted");
  verify(nurses_, new_hospital_);
  world_.pass(10s);
  EXPECT_EQ(new_hospital_.state_of(message_, nurses_), "accepted");
}

TEST_F(SuccessionsOfMembers, LetWhatTheNewOneSaysOfAMessageWaitUntilItIsVerified) {
  continues(office_, new_hospital_, hospital_);
  ASSERT_TRUE(new_hospital_.act(message_, "accept").has_act());
  world_.pass(1min);
  EXPECT_EQ(nurses_.state_of(message_, new_hospital_), "delivered");
  EXPECT_EQ(office_.state_of(message_, new_hospital_), "accepted");
  verify(nurses_, new_hospital_);
  world_.pass(10s);
  EXPECT_EQ(nurses_.state_of(message_, new_hospital_), "accepted");
}

}  // namespace
}  // namespace tasuki::test
