// What somebody says with a receipt goes where consent lets the message itself go.
#include <gtest/gtest.h>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class NotesOut : public testing::Test {
 protected:
  NotesOut() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_});
    consent_ = office_.consent(team_, {"symptoms"}, {&nurses_});
    hospital_.consent(team_, {"symptoms"}, {&office_});
    world_.pass(5s);
  }
  void withdraw() {
    proto::api::Request request;
    request.mutable_consent_withdraw()->set_consent(consent_);
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
    world_.pass(5s);
  }
  void accept_with_note(const std::string& message) {
    proto::api::Request request;
    auto& act = *request.mutable_act();
    act.set_message(message);
    act.set_act("accept");
    act.set_note(kNote);
    ASSERT_TRUE(hospital_.ask(std::move(request)).at(0).has_act());
    world_.pass(1min);
  }
  static bool has_note(WorldAgency& agency) {
    return agency.node().store().dump().find(kNote) != std::string::npos;
  }

  static constexpr const char* kNote = "薬を替えて様子を見る";
  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
  std::string consent_;
};

TEST_F(NotesOut, GoToTheOtherRecipientsByConsent) {
  accept_with_note(office_.send(team_, "眠れていない"));
  EXPECT_TRUE(has_note(office_));
  EXPECT_TRUE(has_note(nurses_));
}

TEST_F(NotesOut, DoNotGoWhereConsentHasEnded) {
  const auto message = office_.send(team_, "眠れていない");
  world_.pass(5s);
  withdraw();
  accept_with_note(message);
  EXPECT_EQ(office_.state_of(message, hospital_), "accepted");
  EXPECT_TRUE(has_note(office_));
  EXPECT_FALSE(has_note(nurses_));
}

TEST_F(NotesOut, OfAMessageThatWasTakenBackStayAway) {
  nurses_.node().kill();
  const auto message = office_.send(team_, "いますぐ", "symptoms", "phone");
  withdraw();
  accept_with_note(message);
  nurses_.come_back();
  world_.pass(2min);
  EXPECT_FALSE(has_note(nurses_));
}

TEST_F(NotesOut, OfAPhoneMessageTellWhoHasItThatItIsTaken) {
  const auto message = office_.send(team_, "いますぐ", "symptoms", "phone");
  world_.pass(5s);
  withdraw();
  accept_with_note(message);
  EXPECT_EQ(nurses_.state_of(message, hospital_), "accepted");
}

}  // namespace
}  // namespace tasuki::test
