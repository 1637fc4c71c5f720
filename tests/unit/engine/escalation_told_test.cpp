// What those to whom a phone message was forwarded learn of it afterwards.
#include "tests/unit/engine/escalation_world.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

/// The clinic is told by the first step.
class Told : public EscalationWorld {
 protected:
  Told() {
    set_roster({{&clinic_, "3"}, {&home_, "2"}});
    message_ = send();
    world_.pass(10min + 30s, 5s);
    forward_ = forward_at(clinic_);
    EXPECT_FALSE(forward_.empty());
  }

  std::string close(WorldAgency& agency, const std::string& message, const std::string& note = {}) {
    agency.log_in();
    proto::api::Request request;
    request.mutable_act()->set_message(message);
    request.mutable_act()->set_act("close");
    request.mutable_act()->set_note(note);
    const auto answer = agency.ask(std::move(request)).at(0);
    return answer.has_act() ? answer.act().state() : answer.error().code();
  }

  std::string message_;
  std::string forward_;
};

TEST_F(Told, CloseWhatTheyAcceptedAfterACallThatTheSenderLoggedAboutTheOriginal) {
  act(clinic_, forward_, "accept");
  EXPECT_EQ(close(clinic_, forward_), "call-record-missing");
  log(nurses_, message_, "3", "answered");
  EXPECT_EQ(close(clinic_, forward_), "closed");
}

TEST_F(Told, CloseItAfterACallThatAnotherRecipientLogged) {
  act(clinic_, forward_, "accept");
  log(hospital_, message_, "3", "answered");
  EXPECT_EQ(close(clinic_, forward_), "closed");
}

TEST_F(Told, CloseItAfterACallThatWasLoggedAboutTheForwardByWhoeverSentIt) {
  act(clinic_, forward_, "accept");
  log(nurses_, forward_, "3", "answered");
  EXPECT_EQ(close(clinic_, forward_), "closed");
}

TEST_F(Told, ACallThatTheyLogCountsForThoseWhoHaveTheOriginal) {
  act(hospital_, message_, "accept");
  EXPECT_EQ(close(hospital_, message_), "call-record-missing");
  log(clinic_, forward_, "0120-nurses", "answered");
  EXPECT_EQ(close(hospital_, message_), "closed");
}

TEST_F(Told, WithoutACallWhoeverAcceptedItSaysWhatCameOfIt) {
  act(clinic_, forward_, "open");
  EXPECT_EQ(close(clinic_, forward_, "行ってきました"), "call-record-missing") << "nobody has accepted it";
  act(clinic_, forward_, "accept");
  EXPECT_EQ(close(clinic_, forward_, "  "), "call-record-missing") << "that says nothing";
  EXPECT_EQ(close(clinic_, forward_, "行ってきました"), "closed");
  EXPECT_EQ(nurses_.state_of(message_, clinic_), "closed");
}

}  // namespace
}  // namespace tasuki::test
