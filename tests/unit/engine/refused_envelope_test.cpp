// Envelopes that a recipient cannot take: their sender hears of it, tries anew once on each link, and loses
// nothing.
#include <gtest/gtest.h>

#include "core/delivery/cannot_open.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/envelope.hpp"
#include "core/delivery/in_flight.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/identity.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

using test::kDay;

class RefusedEnvelope : public testing::Test {
 protected:
  RefusedEnvelope() {
    office_.pair_with(hospital_);
    team_ = office_.found_team({&hospital_});
    office_.consent(team_, {"symptoms"}, {&hospital_});
    world_.on_frame = [&](Machine& from, Machine&, Bytes& bytes) { return see(from, bytes); };
  }

  bool see(Machine& from, const Bytes& bytes) {
    proto::wire::Frame frame;
    frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (&from == &office_.node() && frame.has_envelope()) {
      sent_.push_back(frame.envelope());
      if (is_of_another_mode_) trust(hospital_, office_, delivery::Trust::Introduced);
    }
    if (&from == &hospital_.node() && frame.has_cannot_open()) told_.push_back(frame.cannot_open().reason());
    return true;
  }
  template <class Work>
  void change(WorldAgency& agency, Work&& work) {
    agency.node().prepare([&](Transaction& transaction) { work(transaction); });
  }
  void trust(WorldAgency& agency, WorldAgency& other, delivery::Trust trust) {
    change(agency, [&](Transaction& transaction) {
      auto contact = delivery::load_contact(transaction, other.id()).value();
      contact.trust = trust;
      delivery::save_contact(transaction, contact);
    });
  }
  void new_link() {
    // Handshakes of another mode fail: only envelopes can be.
    trust(hospital_, office_, delivery::Trust::FaceToFace);
    world_.cut_links_of(office_.node());
    world_.pass(10s);
  }
  std::size_t on_its_way() {
    auto& transaction = office_.node().store().begin();
    const auto count = delivery::count_in_flight(transaction, hospital_.id()).envelopes +
                       delivery::queued_for(transaction, hospital_.id());
    office_.node().store().rollback();
    return count;
  }
  /// Sent twice on this link, and twice on the next, each time told why; once it can be taken, it arrives
  /// once.
  template <class Mend>
  void expect_patience(const std::string& message, const std::string& reason, Mend&& mend) {
    world_.pass(5min);
    EXPECT_EQ(sent_.size(), 2u);
    EXPECT_EQ(told_, std::vector<std::string>(2, reason));
    new_link();
    EXPECT_EQ(sent_.size(), 4u);
    EXPECT_EQ(told_, std::vector<std::string>(4, reason));
    EXPECT_EQ(office_.state_of(message, hospital_), "queued");
    mend();
    new_link();
    EXPECT_EQ(office_.state_of(message, hospital_), "delivered");
    EXPECT_EQ(hospital_.inbox().size(), 1u);
    EXPECT_EQ(on_its_way(), 0u);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  std::string team_;
  std::vector<proto::wire::Envelope> sent_;
  std::vector<std::string> told_;
  /// To the hospital, as soon as one comes.
  bool is_of_another_mode_ = false;
};

TEST_F(RefusedEnvelope, ThatNoNewSessionHelpsIsTriedOnceOnEachLink) {
  is_of_another_mode_ = true;
  const auto id = office_.send(team_, "眠れていない");
  expect_patience(id, "other-mode", [&] { is_of_another_mode_ = false; });
}

TEST_F(RefusedEnvelope, IsTriedAgainLaterOnALinkThatStaysUp) {
  trust(hospital_, office_, delivery::Trust::Introduced);
  const auto id = office_.send(team_, "眠れていない", "symptoms", "phone");
  world_.pass(30min);
  EXPECT_GE(sent_.size(), 4u);
  EXPECT_LE(sent_.size(), 12u) << "the message's, and then the step's: nobody accepts what does not arrive";
  trust(hospital_, office_, delivery::Trust::FaceToFace);
  world_.pass(11min);
  office_.log_in();
  EXPECT_EQ(office_.state_of(id, hospital_), "delivered");
}

TEST_F(RefusedEnvelope, ThatIsExpiredByTheRecipientsClockIsToldSo) {
  const auto right = [&] { return office_.node().clock().now(); };
  hospital_.node().clock().set(right() + 36 * kDay);
  const auto id = office_.send(team_, "眠れていない");
  expect_patience(id, "expired", [&] { hospital_.node().clock().set(right()); });
}

TEST_F(RefusedEnvelope, ThatExpiresLaterThanAnyMayIsToldSo) {
  const auto right = [&] { return office_.node().clock().now(); };
  hospital_.node().clock().set(right() - 3 * kDay);
  const auto id = office_.send(team_, "眠れていない");
  expect_patience(id, "malformed", [&] { hospital_.node().clock().set(right()); });
}

TEST_F(RefusedEnvelope, OfWhomTheRecipientHasForgottenIsToldSo) {
  std::optional<delivery::Contact> contact;
  change(hospital_, [&](Transaction& transaction) {
    contact = delivery::load_contact(transaction, office_.id());
    transaction.erase(Table::Contact, office_.id().bytes());
  });
  const auto id = office_.send(team_, "眠れていない");
  world_.pass(5min);
  EXPECT_EQ(sent_.size(), 2u);
  EXPECT_EQ(told_, std::vector<std::string>(2, "unknown-sender"));
  change(hospital_, [&](Transaction& transaction) { delivery::save_contact(transaction, *contact); });
  new_link();
  EXPECT_EQ(office_.state_of(id, hospital_), "delivered");
}

TEST_F(RefusedEnvelope, ThatIsNoneOrForSomebodyElseIsToldSoOnce) {
  office_.send(team_, "眠れていない");
  ASSERT_EQ(sent_.size(), 1u);
  auto without_tag = sent_[0];
  without_tag.clear_recall_tag();
  auto misled = sent_[0];
  misled.set_recipient(office_.id().str());
  std::vector<proto::wire::Envelope> strange{without_tag, misled};
  world_.on_frame = [&](Machine& from, Machine&, Bytes& bytes) {
    if (&from == &office_.node() && !strange.empty()) {
      proto::wire::Frame frame;
      *frame.mutable_envelope() = strange.back();
      strange.pop_back();
      bytes = copy(as_bytes(frame.SerializeAsString()));
    }
    return see(from, bytes);
  };
  world_.pass(2min);
  EXPECT_EQ(told_, (std::vector<std::string>{"other-recipient", "malformed"}));
  EXPECT_EQ(sent_.size(), 3u) << "the office knows of no such envelopes";
}

TEST_F(RefusedEnvelope, WhatElseIsSentGoesOnMeanwhile) {
  trust(hospital_, office_, delivery::Trust::Introduced);
  office_.send(team_, "一");
  world_.pass(1min);
  trust(hospital_, office_, delivery::Trust::FaceToFace);
  const auto second = office_.send(team_, "二");
  EXPECT_EQ(office_.state_of(second, hospital_), "delivered");
  new_link();
  EXPECT_EQ(hospital_.inbox().size(), 2u);
}

TEST_F(RefusedEnvelope, WhatExpiredUnderWayIsSealedAnew) {
  world_.on_frame = [&](Machine& from, Machine&, Bytes& bytes) {
    proto::wire::Frame frame;
    frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    return see(from, bytes) && !frame.has_envelope();
  };
  office_.consent(team_, {"money"}, {&hospital_});  // governance has no lifetime of its own
  world_.part("office", "hospital");
  world_.pass(36 * kDay, 24h);
  ASSERT_GE(sent_.size(), 1u);
  const auto first = sent_[0];
  sent_.clear();
  world_.on_frame = [&](Machine& from, Machine&, Bytes& bytes) { return see(from, bytes); };
  world_.join("office", "hospital");
  world_.pass(5min);
  ASSERT_EQ(sent_.size(), 1u);
  EXPECT_GT(from_millis(sent_[0].expires_at()), office_.node().clock().now() + 34 * kDay);
  EXPECT_TRUE(told_.empty());
  EXPECT_EQ(on_its_way(), 0u);
  office_.log_in();
  office_.send(team_, "通帳をなくした", "money");
  hospital_.log_in();
  EXPECT_EQ(hospital_.inbox().size(), 1u) << "it was not held for want of governance";
}

}  // namespace
}  // namespace tasuki::test
