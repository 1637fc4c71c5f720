#include "core/delivery/outbox.hpp"
#include "core/record/card_store.hpp"
#include "core/record/record_store.hpp"
#include "tests/unit/engine/new_lives.hpp"

namespace tasuki::engine {
namespace {

TEST_F(NewLives, EndWithTheSameMessagesAndReceipts) {
  const auto first = office_.send(team_, "before the copy");
  hospital_.act(first, "open");
  const auto copy = copy_of(hospital_);

  const auto to_hospital = office_.send(team_, "after the copy");
  hospital_.act(to_hospital, "open");
  hospital_.act(to_hospital, "accept");
  const auto from_hospital = hospital_.send(team_, "the hospital says");
  office_.act(from_hospital, "open");
  nurses_.act(from_hospital, "accept");
  hospital_.hire("新人 花", "ward-nurse", "another passphrase");
  hospital_.log_in("新人 花", "another passphrase");
  const auto by_newcomer = hospital_.send(team_, "by somebody whom the copy does not know");
  const auto urgent = nurses_.send(team_, "somebody has to be called", "symptoms", "phone");
  hospital_.call_once(urgent);
  world_.pass(std::chrono::seconds(5));
  const auto before = states(hospital_);
  ASSERT_EQ(before.size(), 5u);

  restore(hospital_, copy);
  EXPECT_EQ(states(hospital_), before);
  EXPECT_EQ(hospital_.state_of(from_hospital, office_), "opened");
  EXPECT_EQ(hospital_.state_of(from_hospital, nurses_), "accepted");
  EXPECT_EQ(office_.state_of(to_hospital, hospital_), "accepted");
  EXPECT_EQ(hospital_.state_of(by_newcomer, office_), "delivered");
  EXPECT_EQ(office_.inbox().size(), 3u) << "nothing came twice";
}

TEST_F(NewLives, OpenTheTrailWithTheHeadOfTheCopy) {
  const auto copy = copy_of(hospital_);
  office_.send(team_, "lost and found");
  const auto life = restore(hospital_, copy);
  EXPECT_TRUE(trail_holds(hospital_));
  const auto kinds = trail_kinds(hospital_);
  for (const auto* kind : {"restored", "key", "caught-up"}) EXPECT_TRUE(kinds.contains(kind)) << kind;
  EXPECT_TRUE(trail_kinds(office_).contains("contact-renewed"));
  EXPECT_TRUE(trail_kinds(office_).contains("disclosed-again"));
  EXPECT_EQ(status(hospital_).incarnation(), life.incarnation);
}

TEST_F(NewLives, GoOnSendingAndReceivingBothWays) {
  restore(hospital_, copy_of(hospital_));
  const auto there = office_.send(team_, "to the new life");
  const auto back = hospital_.send(team_, "from the new life");
  world_.pass(std::chrono::seconds(5));
  EXPECT_EQ(office_.state_of(there, hospital_), "delivered");
  EXPECT_EQ(hospital_.state_of(back, nurses_), "delivered");
  EXPECT_EQ(status(hospital_).outbox(), 0u);
  EXPECT_EQ(status(hospital_).catch_up_size(), 0) << status(hospital_).ShortDebugString();
}

TEST_F(NewLives, SendWhatTheCopyStillHadQueued) {
  world_.part("hospital", "office");
  world_.part("hospital", "nurses");
  const auto queued = hospital_.send(team_, "nobody has it yet");
  const auto copy = copy_of(hospital_);
  world_.join("hospital", "office");
  world_.join("hospital", "nurses");
  restore(hospital_, copy);
  EXPECT_EQ(hospital_.state_of(queued, office_), "delivered");
  EXPECT_EQ(hospital_.state_of(queued, nurses_), "delivered");
}

TEST_F(NewLives, SealAnewWhatWasUnderWay) {
  const auto received = nurses_.send(team_, "its receipt is on its way");
  hospital_.node().kill();  // before any acknowledgement of what it sent last
  hospital_.come_back();
  world_.on_frame = [&](test::Machine& from, test::Machine&, Bytes&) { return from.name() != "office"; };
  const auto under_way = hospital_.send(team_, "never acknowledged");
  const auto copy = copy_of(hospital_);
  world_.on_frame = nullptr;
  restore(hospital_, copy);
  EXPECT_EQ(hospital_.state_of(under_way, office_), "delivered");
  EXPECT_EQ(office_.inbox().size(), 2u);
  EXPECT_EQ(nurses_.state_of(received, hospital_), "delivered");
}

TEST_F(NewLives, ConsentIsDecidedAgainAndTheGapIsStated) {
  const auto copy = copy_of(hospital_);
  const auto message = office_.send(team_, "about medication", "medication");
  world_.pass(std::chrono::seconds(2));
  Request refuse;
  refuse.mutable_consent_refuse()->set_team(team_);
  refuse.mutable_consent_refuse()->add_category("medication");
  refuse.mutable_consent_refuse()->add_to(hospital_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(refuse)).at(0).has_consent());
  restore(hospital_, copy);
  EXPECT_FALSE(states(hospital_).contains(message));
  const auto open = status(hospital_);
  ASSERT_EQ(open.catch_up_size(), 1) << open.ShortDebugString();
  EXPECT_EQ(open.catch_up(0).agency_id(), office_.id().str());
  EXPECT_EQ(open.catch_up(0).state(), "answered");
  EXPECT_EQ(open.catch_up(0).withheld(), 1u);
  EXPECT_TRUE(trail_kinds(hospital_).contains("gap"));
  EXPECT_EQ(office_.state_of(message, hospital_), "delivered") << "it had been delivered, and stays so";
}

TEST_F(NewLives, WhatWasDeletedByLawIsNotTakenBack) {
  const auto message = hospital_.send(team_, "to be forgotten");
  world_.pass(std::chrono::seconds(2));
  const auto id = *RecordId::from(*from_hex(message));
  hospital_.node().prepare([&](Transaction& transaction) {
    record::bury_record(transaction, id, hospital_.node().clock().now());
    transaction.erase(Table::Message, id.bytes());
  });
  restore(hospital_, copy_of(hospital_));
  hospital_.node().prepare(
      [&](Transaction& transaction) { EXPECT_FALSE(record::find_record(transaction, id)); });
}

TEST_F(NewLives, AContactThatIsAwayIsToldAsAGapUntilItAnswers) {
  const auto copy = copy_of(hospital_);
  const auto message = nurses_.send(team_, "only the nurses have it");
  world_.pass(std::chrono::seconds(2));
  nurses_.node().kill();
  restore(hospital_, copy);
  const auto open = status(hospital_);
  ASSERT_EQ(open.catch_up_size(), 1);
  EXPECT_EQ(open.catch_up(0).state(), "to-ask");
  EXPECT_FALSE(states(hospital_).contains(message));
  nurses_.come_back();
  world_.pass(std::chrono::seconds(120));
  EXPECT_EQ(status(hospital_).catch_up_size(), 0);
  EXPECT_TRUE(states(hospital_).contains(message));
}

TEST_F(NewLives, AMessageThatOnlyOneRecipientGotGoesToTheOther) {
  const auto copy = copy_of(hospital_);
  nurses_.node().kill();
  const auto message = hospital_.send(team_, "the nurses are closed");
  world_.pass(std::chrono::seconds(2));
  restore(hospital_, copy);
  nurses_.come_back();
  world_.pass(std::chrono::seconds(120));
  EXPECT_EQ(hospital_.state_of(message, nurses_), "delivered");
}

TEST_F(NewLives, AMessageThatCameBackFromAPeerHasANewLifetimeForTheOthers) {
  using std::chrono::hours;
  const auto copy = copy_of(hospital_);
  nurses_.node().kill();
  const auto message = hospital_.send(team_, "the nurses are closed, and stay so");
  world_.pass(std::chrono::seconds(2));
  restore(hospital_, copy);
  world_.pass(hours(24 * 34), hours(1));
  hospital_.log_in();
  EXPECT_EQ(hospital_.state_of(message, nurses_), "queued");
  world_.pass(hours(24 * 2), hours(1));
  hospital_.log_in();
  EXPECT_EQ(hospital_.state_of(message, nurses_), "undeliverable");
  EXPECT_EQ(hospital_.state_of(message, office_), "delivered");
  EXPECT_TRUE(trail_kinds(hospital_).contains("undeliverable"));
  nurses_.come_back();
  world_.pass(std::chrono::seconds(120));
  EXPECT_TRUE(nurses_.inbox().empty()) << "its sender was told, and has acted on that";
}

TEST_F(NewLives, WhatHadComeBackToItsSenderGoesAgainToWhoAsksForIt) {
  using std::chrono::hours;
  const auto copy = copy_of(hospital_);
  hospital_.node().kill();
  const auto message = office_.send(team_, "the hospital was away");
  world_.pass(hours(24 * 36), hours(1));
  office_.log_in();
  ASSERT_EQ(office_.state_of(message, hospital_), "undeliverable");
  restore(hospital_, copy);
  EXPECT_TRUE(states(hospital_).contains(message));
  office_.log_in();
  EXPECT_EQ(office_.state_of(message, hospital_), "delivered");
}

TEST_F(NewLives, TheOldProcessIsRefusedOnceTheNewLifeIsKnown) {
  const auto copy = copy_of(hospital_);
  const auto old_key = hospital_.node().transport_key();
  restore(hospital_, copy);
  hospital_.node().kill();
  hospital_.node().store() = copy;
  hospital_.node().set_transport_key(old_key);
  hospital_.come_back();
  const auto message = hospital_.send(team_, "from the past");
  world_.pass(std::chrono::seconds(60));
  EXPECT_EQ(hospital_.state_of(message, office_), "queued");
  EXPECT_TRUE(office_.inbox().empty());
}

TEST_F(NewLives, ACopyRestoredTwiceHasTwoLives) {
  const auto copy = copy_of(hospital_);
  const auto first = restore(hospital_, copy);
  const auto between = hospital_.send(team_, "from the first");
  world_.pass(std::chrono::seconds(5));
  const auto second = restore(hospital_, copy);
  EXPECT_GT(second.incarnation, first.incarnation);
  const auto message = hospital_.send(team_, "from the second");
  EXPECT_TRUE(states(hospital_).contains(between)) << "stated in a life that the copy does not know";
  world_.pass(std::chrono::seconds(5));
  EXPECT_EQ(hospital_.state_of(message, office_), "delivered");
}

TEST_F(NewLives, TwoAgenciesMayBeRestoredAtOnce) {
  const auto of_hospital = copy_of(hospital_);
  const auto of_office = copy_of(office_);
  const auto one = hospital_.send(team_, "both had it once");
  world_.pass(std::chrono::seconds(2));
  office_.node().kill();
  restore(hospital_, of_hospital);
  restore(office_, of_office);
  world_.pass(std::chrono::seconds(120));
  EXPECT_TRUE(states(hospital_).contains(one)) << "the nurses still had it";
  EXPECT_TRUE(states(office_).contains(one));
}

TEST_F(NewLives, OfTwoAtOnceThatNobodyElseBringsTogetherArePairedAnew) {
  const auto of_hospital = copy_of(hospital_);
  const auto of_office = copy_of(office_);
  nurses_.node().kill();
  office_.node().kill();
  restore(hospital_, of_hospital);
  restore(office_, of_office);
  const auto message = hospital_.send(team_, "each knows keys of the other's that are gone");
  world_.pass(std::chrono::seconds(90));
  EXPECT_EQ(hospital_.state_of(message, office_), "queued");
  office_.pair_with(hospital_);
  world_.pass(std::chrono::seconds(90));
  EXPECT_EQ(hospital_.state_of(message, office_), "delivered");
  EXPECT_EQ(status(hospital_).catch_up_size(), 1) << "the nurses are still away";
}

TEST_F(NewLives, AreMadeKnownByOthersToWhomTheyCannotReach) {
  nurses_.node().kill();
  nurses_.node().settings().advertised.clear();
  nurses_.come_back();
  world_.pass(std::chrono::seconds(30));
  restore(hospital_, copy_of(hospital_));
  const auto message = nurses_.send(team_, "from behind a router");
  world_.pass(std::chrono::seconds(90));
  EXPECT_EQ(nurses_.state_of(message, hospital_), "delivered");
  EXPECT_EQ(status(hospital_).catch_up_size(), 0);
}

TEST_F(NewLives, NeedTheAgencysOwnRootKey) {
  hospital_.node().prepare([&](Transaction& transaction) {
    const auto stranger = crypto::SigningKey::generate(hospital_.node().random());
    const auto life =
        begin_new_life(transaction, hospital_.node().random(), hospital_.node().clock().now(), stranger);
    ASSERT_FALSE(life);
    EXPECT_TRUE(life.error().is(EngineError::WrongRootKey));
    EXPECT_TRUE(
        root_key_by_passphrase(transaction, as_bytes("wrong")).error().is(EngineError::RootKeyLocked));
  });
}

}  // namespace
}  // namespace tasuki::engine
