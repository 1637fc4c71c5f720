// What changes between the answer that promises a record to a new life, and the record's leaving; and what is
// said of messages that left once and are not sent again.
#include "core/base/protobuf.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/engine/new_lives.hpp"

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;

class PromisedRecords : public NewLives {
 protected:
  void refuse_to(WorldAgency& whom) {
    Request request;
    request.mutable_consent_refuse()->set_team(team_);
    request.mutable_consent_refuse()->add_category("symptoms");
    request.mutable_consent_refuse()->add_to(whom.id().hex());
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
  }
  void remove(WorldAgency& whom) {
    Request request;
    request.mutable_team_remove()->set_team(team_);
    request.mutable_team_remove()->set_agency(whom.id().hex());
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_team());
  }

  template <class Look>
  static auto look(WorldAgency& agency, Look&& look) {
    auto& store = agency.node().store();
    auto found = look(store.begin());
    store.rollback();
    return found;
  }
  static bool has(WorldAgency& agency, const std::string& message) {
    return look(agency, [&](Transaction& transaction) {
      return transaction.contains(Table::Message, *from_hex(message));
    });
  }
  std::size_t asked_for() {
    return look(hospital_, [&](Transaction& transaction) {
      return transaction.count(Table::CatchUpWanted, KeyRange::prefix(office_.id().bytes()));
    });
  }
  /// The hospital has asked; nothing that the office sends from then on arrives, until `answers_arrive`.
  void restore_without_the_answer(const test::MemoryStore& copy) {
    world_.on_frame = [&](test::Machine& from, test::Machine& to, Bytes& bytes) {
      const auto frame = parse_message<proto::wire::Frame>(bytes);
      const bool is_answer =
          from.name() == "office" && to.name() == "hospital" && frame && frame->has_envelope();
      return !is_answer || asked_for() == 0;
    };
    restore(hospital_, copy);
    ASSERT_GT(asked_for(), 0u);
    ASSERT_GT(about_office().missing(), 0u);
  }
  void answers_arrive() {
    world_.on_frame = nullptr;
    world_.pass(180s);
  }

  proto::api::CatchUp about_office() {
    const auto told = status(hospital_);
    for (const auto& contact : told.catch_up()) {
      if (contact.agency_id() == office_.id().str()) return contact;
    }
    return {};
  }
};

TEST_F(PromisedRecords, ThatConsentDeniesMeanwhileAreAStatedGap) {
  const auto copy = copy_of(hospital_);
  const auto message = office_.send(team_, "promised, and then denied");
  world_.pass(5s);
  restore_without_the_answer(copy);
  refuse_to(hospital_);
  answers_arrive();
  EXPECT_FALSE(states(hospital_).contains(message));
  EXPECT_EQ(about_office().state(), "answered");
  EXPECT_EQ(about_office().missing(), 0u);
  EXPECT_EQ(about_office().withheld(), 1u);
  EXPECT_TRUE(trail_kinds(hospital_).contains("gap"));
}

TEST_F(PromisedRecords, OfATeamThatOneIsRemovedFromMeanwhileAreAStatedGap) {
  const auto copy = copy_of(hospital_);
  office_.send(team_, "a message");
  const auto own = hospital_.send(team_, "and one of the hospital's own, with its receipts");
  world_.pass(5s);
  world_.part("hospital", "nurses");
  restore_without_the_answer(copy);
  remove(hospital_);
  answers_arrive();
  EXPECT_FALSE(states(hospital_).contains(own));
  EXPECT_EQ(about_office().state(), "answered");
  EXPECT_EQ(about_office().missing(), 0u);
  EXPECT_GE(about_office().withheld(), 3u);
}

TEST_F(PromisedRecords, WhoseLifetimeEndsBeforeTheyArriveAreAStatedGap) {
  const auto copy = copy_of(hospital_);
  hospital_.node().kill();
  const auto message = office_.send(team_, "never to arrive");
  world_.pass(36 * 24h, 1h);
  restore_without_the_answer(copy);
  hospital_.node().kill();
  world_.pass(36 * 24h, 1h);
  office_.log_in();
  ASSERT_EQ(office_.state_of(message, hospital_), "undeliverable");
  hospital_.come_back();
  answers_arrive();
  EXPECT_FALSE(states(hospital_).contains(message));
  EXPECT_EQ(about_office().missing(), 0u);
  EXPECT_EQ(about_office().withheld(), 1u);
}

TEST_F(PromisedRecords, ThatTheirHolderLosesMeanwhileAreAStatedGap) {
  const auto copy = copy_of(hospital_);
  const auto of_office = copy_of(office_);
  auto request = office_.send_request(team_, "to the hospital alone");
  request.mutable_send()->add_to(hospital_.id().hex());
  office_.ask(std::move(request));
  world_.pass(5s);
  restore_without_the_answer(copy);
  office_.node().kill();
  world_.on_frame = nullptr;
  restore(office_, of_office);
  answers_arrive();
  EXPECT_EQ(about_office().state(), "answered");
  EXPECT_EQ(about_office().missing(), 0u);
  EXPECT_EQ(about_office().withheld(), 1u);
  EXPECT_TRUE(trail_kinds(hospital_).contains("gap"));
}

TEST_F(PromisedRecords, ThatArriveAfterAllAreNoGap) {
  const auto copy = copy_of(hospital_);
  const auto message = office_.send(team_, "promised, arrived, not acknowledged, and then denied");
  world_.pass(5s);
  world_.on_frame = [&](test::Machine& from, test::Machine&, Bytes&) {
    return from.name() != "hospital" || !has(hospital_, message);
  };
  restore(hospital_, copy);
  ASSERT_TRUE(states(hospital_).contains(message));
  refuse_to(hospital_);
  answers_arrive();
  EXPECT_EQ(about_office().missing(), 0u);
  EXPECT_EQ(about_office().withheld(), 0u);
}

TEST_F(PromisedRecords, AMessageThatLeftOnceIsNotCalledUnsent) {
  world_.on_frame = [&](test::Machine& from, test::Machine&, Bytes&) { return from.name() != "hospital"; };
  const auto message = office_.send(team_, "arrived, and the office does not know it");
  world_.pass(1s);
  ASSERT_TRUE(states(hospital_).contains(message));
  const auto copy = copy_of(hospital_);
  world_.part("hospital", "office");
  world_.on_frame = nullptr;
  restore(hospital_, copy);  // the office learns of it from the nurses, and queues the message once more
  refuse_to(hospital_);
  EXPECT_EQ(office_.state_of(message, hospital_), "undeliverable");
  EXPECT_FALSE(trail_kinds(office_).contains("disclosure-withdrawn"));
  EXPECT_TRUE(trail_kinds(office_).contains("recalled"));
  world_.join("hospital", "office");
  world_.pass(120s);
  EXPECT_EQ(office_.state_of(message, hospital_), "delivered");
}

TEST_F(PromisedRecords, AMessageThatAnEarlierLifeMayHaveSentIsNotCalledUnsent) {
  hospital_.node().kill();  // nobody carries
  world_.part("office", "nurses");
  auto request = office_.send_request(team_, "queued in the copy, and sent by the life that ended");
  request.mutable_send()->add_to(nurses_.id().hex());
  const auto message = to_hex(as_bytes(office_.ask(std::move(request)).at(0).sent().message_id()));
  const auto copy = copy_of(office_);
  world_.join("office", "nurses");
  world_.pass(60s);
  ASSERT_EQ(office_.state_of(message, nurses_), "delivered");
  world_.part("office", "nurses");
  restore(office_, copy);
  refuse_to(nurses_);
  EXPECT_EQ(office_.state_of(message, nurses_), "undeliverable");
  EXPECT_FALSE(trail_kinds(office_).contains("disclosure-withdrawn"));
  EXPECT_TRUE(trail_kinds(office_).contains("recalled"));
  world_.join("office", "nurses");
  world_.pass(180s);
  EXPECT_EQ(office_.state_of(message, nurses_), "delivered");
}

TEST_F(PromisedRecords, AMessageThatNeverLeftIsCalledUnsent) {
  world_.part("office", "nurses");
  const auto message = office_.send(team_, "only queued");
  refuse_to(nurses_);
  EXPECT_EQ(office_.state_of(message, nurses_), "undeliverable");
  EXPECT_TRUE(trail_kinds(office_).contains("disclosure-withdrawn"));
  EXPECT_FALSE(trail_kinds(office_).contains("recalled"));
}

}  // namespace
}  // namespace tasuki::engine
