// What a new life states and sends before it has heard of everything that it missed.
#include "core/base/protobuf.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/engine/new_lives.hpp"

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;

class NewLivesSending : public NewLives {
 protected:
  void refuse_to_nurses() {
    Request request;
    request.mutable_consent_refuse()->set_team(team_);
    request.mutable_consent_refuse()->add_category("symptoms");
    request.mutable_consent_refuse()->add_to(nurses_.id().hex());
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
  }

  /// The hospital's copy does not hold a message that the office has and the nurses were never reached with.
  std::string lose_what_the_nurses_lack() {
    const auto copy = copy_of(hospital_);
    nurses_.node().kill();
    const auto message = hospital_.send(team_, "the nurses are closed");
    world_.pass(2s);
    restore(hospital_, copy);
    EXPECT_EQ(hospital_.state_of(message, office_), "delivered");
    return message;
  }
};

TEST_F(NewLivesSending, NamingWhatTheCopyKnewIsNoViolation) {
  const auto copy = copy_of(hospital_);
  office_.consent(team_, {"medication"}, {&hospital_});
  hospital_.send(team_, "names the newest consent");
  world_.pass(2s);
  office_.node().kill();
  world_.part("hospital", "nurses");
  restore(hospital_, copy);
  const auto message = hospital_.send(team_, "written before anybody was reached");
  world_.join("hospital", "nurses");
  world_.pass(90s);
  EXPECT_EQ(hospital_.state_of(message, nurses_), "delivered");
}

TEST_F(NewLivesSending, AMessageTakenBackThatConsentThenDeniesIsToldToItsSender) {
  const auto message = lose_what_the_nurses_lack();
  refuse_to_nurses();
  world_.pass(10s);
  EXPECT_EQ(hospital_.state_of(message, nurses_), "undeliverable");
  EXPECT_EQ(hospital_.state_of(message, office_), "delivered");
}

TEST_F(NewLivesSending, AMessageTakenBackThatNeverArrivesIsToldToItsSender) {
  const auto message = lose_what_the_nurses_lack();
  world_.pass(36 * 24h, 1h);
  hospital_.log_in();
  EXPECT_EQ(hospital_.state_of(message, nurses_), "undeliverable");
}

TEST_F(NewLivesSending, WhatIsHeldUnreadSomewhereIsToldToTheSenderOnceMore) {
  world_.part("hospital", "office");
  refuse_to_nurses();
  const auto copy = copy_of(hospital_);
  const auto message = hospital_.send(team_, "consent has ended meanwhile");
  world_.pass(2s);
  ASSERT_EQ(hospital_.state_of(message, nurses_), "held");
  world_.join("hospital", "office");
  restore(hospital_, copy);
  EXPECT_EQ(hospital_.state_of(message, nurses_), "held");
}

TEST_F(NewLivesSending, AnAnswerThatAnEarlierLifeAskedForIsNoneToThisOne) {
  const auto copy = copy_of(hospital_);
  world_.on_frame = [&](test::Machine& from, test::Machine&, Bytes& bytes) {
    const auto frame = parse_message<proto::wire::Frame>(bytes);
    return from.name() != "office" || !frame || !frame->has_envelope();
  };
  restore(hospital_, copy);  // the office's answer that there is nothing waits there
  auto request = hospital_.send_request(team_, "only the office has it");
  request.mutable_send()->add_to(office_.id().hex());
  const auto message = to_hex(as_bytes(hospital_.ask(std::move(request)).at(0).sent().message_id()));
  world_.pass(2s);
  world_.on_frame = nullptr;
  restore(hospital_, copy);
  EXPECT_TRUE(states(hospital_).contains(message));
}

TEST_F(NewLivesSending, WhatAThirdNodeStatedInAnEarlierLifeIsNotWaitedFor) {
  const auto of_hospital = copy_of(hospital_);
  const auto of_nurses = copy_of(nurses_);
  office_.send(team_, "the nurses' first life says that it arrived");
  world_.pass(5s);
  restore(nurses_, of_nurses);
  restore(hospital_, of_hospital);
  world_.pass(180s);
  EXPECT_EQ(status(hospital_).catch_up_size(), 0) << status(hospital_).ShortDebugString();
}

TEST_F(NewLivesSending, AReceiptThatIsKnownUnderAnotherIdIsNotWaitedFor) {
  const auto copy = copy_of(hospital_);
  office_.send(team_, "two lives say that it arrived");
  world_.pass(5s);
  restore(hospital_, copy);
  restore(office_, copy_of(office_));
  EXPECT_EQ(status(office_).catch_up_size(), 0) << status(office_).ShortDebugString();
}

}  // namespace
}  // namespace tasuki::engine
