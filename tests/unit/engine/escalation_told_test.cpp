// What those to whom a phone message was forwarded learn of it afterwards.
#include "core/care/receipt.hpp"
#include "tests/unit/engine/escalation_world.hpp"
#include "tests/unit/engine/forger.hpp"

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

  proto::api::MessageAnswer line_of(WorldAgency& agency, const std::string& message) {
    agency.log_in();
    for (auto& line : agency.inbox()) {
      if (to_hex(as_bytes(line.message_id())) == message) return line;
    }
    return {};
  }
  /// Who has taken it, by what `agency` is shown in its inbox.
  std::string taken_by(WorldAgency& agency, const std::string& message) {
    return line_of(agency, message).taken().name();
  }
  std::size_t receipts_in_store(WorldAgency& agency, const std::string& about) {
    std::size_t count = 0;
    agency.node().prepare([&](Transaction& transaction) {
      count = transaction.count(Table::Receipt, KeyRange::prefix(*from_hex(about)));
    });
    return count;
  }
  engine::ClientId watch(WorldAgency& agency) {
    agency.log_in();
    proto::api::Request request;
    request.mutable_watch();
    const auto watcher = agency.post(std::move(request));
    world_.settle();
    return watcher;
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

TEST_F(Told, LearnThatARecipientOfTheOriginalHasItAndThatThereIsNothingMoreToDo) {
  EXPECT_EQ(taken_by(clinic_, forward_), "");
  act(hospital_, message_, "accept");
  EXPECT_EQ(taken_by(clinic_, forward_), "hospital");
  const auto now = next(clinic_, forward_);
  EXPECT_EQ(now.say(), "say-taken");
  EXPECT_EQ(now.name(), "hospital");
  EXPECT_EQ(now.number(), "0120-hospital");
}

TEST_F(Told, LearnNotHowFarTheOthersGot) {
  act(hospital_, message_, "open");
  act(office_, message_, "decline");
  world_.pass(1min);
  EXPECT_EQ(receipts_in_store(clinic_, message_), 0u);
  act(hospital_, message_, "accept");
  EXPECT_EQ(receipts_in_store(clinic_, message_), 1u);
}

TEST_F(Told, AreToldInTheMomentAndOnce) {
  const auto watcher = watch(clinic_);
  act(hospital_, message_, "accept");
  log(nurses_, message_, "0120-hospital", "answered");
  EXPECT_EQ(close(hospital_, message_), "closed");
  act(office_, message_, "accept");
  std::vector<proto::api::EventAnswer> taken;
  for (const auto& answer : clinic_.answers(watcher)) {
    if (answer.event().event() == "taken") taken.push_back(answer.event());
  }
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(to_hex(as_bytes(taken[0].message_id())), forward_) << "what is in their own inbox";
  EXPECT_EQ(taken[0].agency_id(), hospital_.id().str());
  EXPECT_EQ(taken_by(clinic_, forward_), "hospital") << "the first stays";
}

TEST_F(Told, LearnThatWhoeverTookItHasGivenItBack) {
  const auto watcher = watch(clinic_);
  act(hospital_, message_, "accept");
  ASSERT_EQ(taken_by(clinic_, forward_), "hospital");
  act(hospital_, message_, "decline");
  for (auto* agency : {&clinic_, &office_, &nurses_}) {
    const auto& id = agency == &clinic_ ? forward_ : message_;
    EXPECT_EQ(taken_by(*agency, id), "");
    EXPECT_NE(next(*agency, id).say(), "say-taken");
  }
  act(office_, message_, "accept");
  EXPECT_EQ(taken_by(clinic_, forward_), "office");
  const auto events = clinic_.answers(watcher);
  EXPECT_EQ(std::ranges::count_if(events, [](const auto& each) { return each.event().event() == "taken"; }),
            2);
}

TEST_F(Told, WhoGivesBackWhatWasForwardedToThemIsFollowedByTheNext) {
  act(clinic_, forward_, "accept");
  world_.pass(30min, 10s);
  ASSERT_EQ(steps_in_store(nurses_), 1u);
  act(clinic_, forward_, "decline");
  EXPECT_EQ(next(nurses_, message_).number(), "2");
}

TEST_F(Told, LearnThatItWasGivenBackAlsoWhereThatIsHeardFirst) {
  Forger hospital(world_, hospital_);
  world_.part("hospital", "clinic");
  const auto state = [&](care::ReceiptState stated) {
    const care::Receipt receipt{
        hospital_.node().clock().now(), *RecordId::from(*from_hex(message_)), stated, {}};
    hospital.hand_over(nurses_, hospital.by_staff(record::Kind::Receipt, *TeamId::from(*from_hex(team_)),
                                                  care::serialize(receipt).value(), hospital.self()));
  };
  state(care::ReceiptState::Declined);
  world_.pass(1min);
  ASSERT_EQ(receipts_in_store(clinic_, message_), 0u);
  state(care::ReceiptState::Accepted);
  world_.pass(1min);
  EXPECT_EQ(receipts_in_store(clinic_, message_), 2u);
  EXPECT_EQ(taken_by(clinic_, forward_), "");
}

TEST_F(Told, LearnItThoughTheSenderIsOff) {
  nurses_.node().kill();
  act(hospital_, message_, "accept");
  EXPECT_EQ(taken_by(clinic_, forward_), "hospital");
}

TEST_F(Told, LearnItByCarrier) {
  clinic_.node().kill();
  world_.pass(30s);
  act(office_, message_, "accept");
  world_.pass(30s);
  office_.node().kill();
  nurses_.node().kill();
  clinic_.come_back();
  world_.pass(2min);
  EXPECT_EQ(taken_by(clinic_, forward_), "office");
}

TEST_F(Told, ANonHoldersWordThatItHasItCountsForNothing) {
  Forger home(world_, home_);
  const care::Receipt receipt{
      home_.node().clock().now(), *RecordId::from(*from_hex(message_)), care::ReceiptState::Accepted, {}};
  home.hand_over(clinic_, home.by_staff(record::Kind::Receipt, *TeamId::from(*from_hex(team_)),
                                        care::serialize(receipt).value(), home.self()));
  EXPECT_EQ(taken_by(clinic_, forward_), "");
  EXPECT_EQ(receipts_in_store(clinic_, message_), 0u);
}

TEST_F(Told, WhoeverMissedTheDeadlineSeesWhoTookItAndWhen) {
  const auto before = office_.node().clock().now();
  act(clinic_, forward_, "accept");
  const auto taken = line_of(office_, message_).taken();
  EXPECT_EQ(taken.name(), "clinic");
  EXPECT_EQ(taken.step(), 1u);
  EXPECT_GE(taken.at(), to_millis(before));
  office_.log_in();
  EXPECT_EQ(office_.act(message_, "open").act().message().taken().name(), "clinic");
  EXPECT_EQ(taken_by(clinic_, forward_), "") << "who has it themselves is shown that by the state";
}

/// Whoever accepts does not know yet that it was forwarded.
class ToldUnawares : public Told {};

TEST_F(ToldUnawares, TheSenderOfTheForwardHandsItOn) {
  const auto id = send();
  for (const auto* other : {"nurses", "office"}) world_.part("hospital", other);
  world_.pass(10min + 30s, 5s);
  ASSERT_EQ(taken_by(clinic_, forward_), "");
  act(hospital_, id, "accept");
  clinic_.log_in();
  const auto lines = clinic_.inbox();
  const auto forward = to_hex(as_bytes(lines.at(0).message_id()));
  ASSERT_NE(forward, forward_) << "of the second message";
  EXPECT_EQ(taken_by(clinic_, forward), "");
  world_.join("hospital", "nurses");
  world_.pass(2min);
  EXPECT_EQ(taken_by(clinic_, forward), "hospital");
}

/// One after the other is told by a forward: the hospital, then the clinic.
class ToldInTurn : public Told {
 protected:
  ToldInTurn() {
    set_roster({{&hospital_, "1"}, {&clinic_, "3"}});
    nurses_.log_in();
    auto request = nurses_.send_request(team_, "首を吊ると言っている", "symptoms", "phone");
    request.mutable_send()->add_to(office_.id().hex());
    message_ = to_hex(as_bytes(nurses_.ask(std::move(request)).at(0).sent().message_id()));
    world_.pass(21min, 5s);
    first_ = newest_forward(hospital_);
    second_ = newest_forward(clinic_);
  }
  std::string newest_forward(WorldAgency& agency) {
    agency.log_in();
    for (const auto& line : agency.inbox()) {
      if (line.form().has_forward() && to_hex(as_bytes(line.form().forward().message())) == message_)
        return to_hex(as_bytes(line.message_id()));
    }
    return {};
  }
  std::string first_;
  std::string second_;
};

TEST_F(Told, AreNotToldOfATurnThatWasPassedOverBeforeTheirsAsIfItWereNews) {
  set_roster({{&hospital_, "1"}, {&clinic_, "3"}});
  nurses_.log_in();
  auto request = nurses_.send_request(team_, "首を吊ると言っている", "symptoms", "phone");
  request.mutable_send()->add_to(office_.id().hex());
  const auto id = nurses_.ask(std::move(request)).at(0).sent().message_id();
  const auto watcher = watch(clinic_);
  world_.pass(21min, 5s);
  EXPECT_EQ(next(nurses_, to_hex(as_bytes(id))).step(), 2u) << "the hospital's, then theirs";
  for (const auto& answer : clinic_.answers(watcher)) {
    if (answer.event().message_id() == id) EXPECT_NE(answer.event().event(), "escalation");
  }
}

TEST_F(ToldInTurn, TheEarlierLearnsThatTheLaterHasIt) {
  act(clinic_, second_, "accept");
  EXPECT_EQ(taken_by(hospital_, first_), "clinic");
  EXPECT_EQ(next(hospital_, first_).number(), "3");
}

TEST_F(ToldInTurn, TheLaterLearnsThatTheEarlierHasIt) {
  act(hospital_, first_, "accept");
  EXPECT_EQ(taken_by(clinic_, second_), "hospital");
  EXPECT_EQ(next(clinic_, second_).number(), "1");
}

TEST_F(ToldInTurn, TheEarlierLearnsItAlsoWhereTheSenderIsOff) {
  nurses_.node().kill();
  act(clinic_, second_, "accept");
  EXPECT_EQ(taken_by(hospital_, first_), "clinic");
}

}  // namespace
}  // namespace tasuki::test
