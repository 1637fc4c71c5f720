// Sealed envelopes that a third node keeps for a member that is off.
#include <gtest/gtest.h>

#include <utility>

#include "core/base/protobuf.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/engine/by_carrier.hpp"

namespace tasuki::test {
namespace {

TEST_F(ByCarrier, AMessageArrivesThoughSenderAndRecipientAreNeverOnTogether) {
  nurses_.node().kill();
  const auto id = send_to_nurses();
  world_.pass(30s);
  EXPECT_GE(carried(), 1u);
  office_.node().kill();
  nurses_.come_back();
  world_.pass(1min);
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(nurses_.inbox()[0].body(), "眠れていない");
  EXPECT_EQ(read(hospital_, [&](Transaction& t) { return delivery::carried_for(t, nurses_.id()).size(); }),
            0u);
  world_.pass(1min);  // the receipt goes to the carrier, since the office is off
  nurses_.node().kill();
  office_.come_back();
  world_.pass(1min);
  EXPECT_EQ(office_.state_of(id, nurses_), "delivered");
  EXPECT_EQ(waiting_at(office_, nurses_), 0u);
  nurses_.come_back();
  world_.pass(1min);
  EXPECT_EQ(carried(), 0u);
}

TEST_F(ByCarrier, AcknowledgementsOfAcknowledgementsDoNotGoOnForEver) {
  nurses_.node().kill();
  send_to_nurses();
  world_.pass(30s);
  only_see_hospital(office_, nurses_);
  nurses_.come_back();
  world_.pass(3min);
  const auto before = envelopes_;
  world_.pass(30min);
  EXPECT_EQ(envelopes_, before);
  EXPECT_EQ(waiting_at(office_, nurses_), 0u);
  EXPECT_EQ(waiting_at(nurses_, office_), 0u);
  EXPECT_EQ(carried(), 0u);
}

TEST_F(ByCarrier, DirectAndCarriedCopiesMeetInOneEffectAndTravelOnce) {
  nurses_.node().kill();
  const auto id = send_to_nurses();
  world_.pass(30s);
  ASSERT_GE(carried(), 1u);
  envelopes_.clear();
  nurses_.come_back();  // office and hospital both offer what waits
  world_.pass(1min);
  EXPECT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(office_.state_of(id, nurses_), "delivered");
  EXPECT_EQ(envelopes_["office>nurses"] + envelopes_["hospital>nurses"], 1);
  EXPECT_EQ(carried(), 0u);
}

TEST_F(ByCarrier, WhatIsForSomebodyKnownToBeOffGoesToTheCarrierAtOnce) {
  nurses_.node().kill();
  send_to_nurses();
  world_.pass(30s);
  const auto before = carried();
  send_to_nurses("二通目");  // no time passes
  EXPECT_EQ(carried(), before + 1);
}

/// Carriers are looked for in every tick, and what a batch states is signed at its end.
TEST_F(ByCarrier, WhatIsWrittenInTheBatchOfATickArrives) {
  nurses_.node().kill();
  world_.pass(30s);
  auto request = office_.send_request(team_, "眠れていない");
  request.mutable_send()->add_to(nurses_.id().hex());
  const auto client = office_.post(std::move(request));
  office_.node().clock().advance(10s);  // it is time to look
  office_.node().push(engine::Tick{});
  world_.settle();
  ASSERT_TRUE(office_.answers(client).at(0).has_sent());
  world_.pass(30s);
  nurses_.come_back();
  world_.pass(1min);
  EXPECT_EQ(nurses_.inbox().size(), 1u);
}

TEST_F(ByCarrier, WhatCameInNumbersSharesEnvelopes) {
  nurses_.node().kill();
  send_to_nurses();
  world_.pass(30s);
  const auto before = carried();
  world_.part("office", "hospital");
  world_.pass(1min);
  for (int i = 0; i < 20; ++i) send_to_nurses("記録 " + std::to_string(i));
  world_.join("office", "hospital");
  world_.pass(2min);
  EXPECT_EQ(carried(), before + 1);
}

TEST_F(ByCarrier, ACarrierLearnsWhoHandedOverHowMuchForWhomAndNothingElse) {
  nurses_.node().kill();
  send_to_nurses("眠れていないと本人が話した");
  world_.pass(30s);
  const auto kept = read(hospital_, [](Transaction& t) { return delivery::all_carried(t); });
  ASSERT_GE(kept.size(), 1u);
  EXPECT_EQ(kept[0].depositor, office_.id());
  EXPECT_EQ(kept[0].recipient, nurses_.id());
  EXPECT_EQ(hospital_.node().store().dump().find("眠れていないと"), std::string::npos);
}

/// What was offered as small, or offered again and again before anything was handed over, is looked at when
/// it comes.
TEST_F(ByCarrier, WhatIsMoreThanADepositorsRoomIsRefusedWhenItIsHandedOver) {
  bool is_asked_for = false;
  world_.on_frame = [&](Machine& from, Machine&, Bytes& bytes) {
    const auto frame = parse_message<proto::wire::Frame>(bytes);
    if (!frame || &from != &hospital_.node() || frame->deposit_answer().wanted().empty()) return true;
    is_asked_for = true;
    hospital_.node().prepare([&](Transaction& transaction) {
      Bytes full;
      append_u64(full, 1);
      append_u64(full, delivery::kCarriedBytes);
      transaction.put(Table::CarriedAmount, office_.id().bytes(), full);
    });
    return true;
  };
  nurses_.node().kill();
  const auto before = carried();
  send_to_nurses();
  world_.pass(30s);
  EXPECT_TRUE(is_asked_for);
  EXPECT_EQ(carried(), before);
}

/// A period that ends between offer and deposit takes only what it was about.
TEST_F(ByCarrier, WhatSharesAnEnvelopeWithWhatMustNotGoAnyMoreGoesAllTheSame) {
  proto::api::Request request;
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(team_);
  grant.add_category("money");
  grant.add_to(nurses_.id().hex());
  grant.set_obtained("written");
  grant.set_until(to_millis(office_.node().clock().now() + 1h));
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
  world_.pass(1min);
  nurses_.node().kill();
  world_.part("office", "hospital");
  world_.pass(1min);
  auto ends = office_.send_request(team_, "借金のこと", "money");
  ends.mutable_send()->add_to(nurses_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(ends)).at(0).has_sent());
  send_to_nurses("眠れていない");
  bool is_late = false;
  world_.on_frame = [&](Machine& from, Machine&, Bytes& bytes) {
    const auto frame = parse_message<proto::wire::Frame>(bytes);
    if (frame && frame->has_deposit_offer() && &from == &office_.node() && !std::exchange(is_late, true))
      office_.node().clock().set(office_.node().clock().now() + 2h);
    return true;
  };
  world_.join("office", "hospital");
  world_.pass(2min);
  ASSERT_TRUE(is_late);
  office_.node().kill();
  nurses_.come_back();
  world_.pass(1min);
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(nurses_.inbox()[0].body(), "眠れていない");
}

TEST_F(ByCarrier, TheSenderDoesNotTakeACarriersWordForAnArrival) {
  nurses_.node().kill();
  const auto id = send_to_nurses();
  world_.pass(30s);
  ASSERT_GE(carried(), 1u);
  EXPECT_EQ(office_.state_of(id, nurses_), "queued");
  EXPECT_GE(waiting_at(office_, nurses_), 1u);
}

TEST_F(ByCarrier, WhatACarrierDroppedIsNoticedAndSentAgain) {
  nurses_.node().kill();
  const auto lost = send_to_nurses("一通目");
  world_.pass(30s);
  hospital_.node().prepare([&](Transaction& t) {  // it says that it has handed it over, and has not
    for (const auto& envelope : delivery::carried_for(t, nurses_.id()))
      delivery::handed_over(t, nurses_.id(), envelope.hash);
  });
  world_.pass(20min);
  office_.log_in();
  const auto kept = send_to_nurses("二通目");
  world_.pass(30s);
  only_see_hospital(office_, nurses_);
  nurses_.come_back();
  world_.pass(3min);
  EXPECT_EQ(nurses_.inbox().size(), 2u);
  office_.log_in();
  EXPECT_EQ(office_.state_of(kept, nurses_), "delivered");
  EXPECT_EQ(office_.state_of(lost, nurses_), "delivered");
  EXPECT_EQ(waiting_at(office_, nurses_), 0u);
}

TEST_F(ByCarrier, WhatIsWithdrawnIsRecalled) {
  nurses_.node().kill();
  const auto id = send_to_nurses();
  world_.pass(30s);
  ASSERT_GE(carried(), 1u);
  withdraw();
  world_.pass(1min);
  EXPECT_EQ(office_.state_of(id, nurses_), "undeliverable");
  nurses_.come_back();
  world_.pass(1min);
  EXPECT_TRUE(nurses_.inbox().empty());
}

TEST_F(ByCarrier, WhatIsWithdrawnWhileTheCarrierIsOffIsRecalledWhenItIsBack) {
  nurses_.node().kill();
  send_to_nurses();
  world_.pass(30s);
  hospital_.node().kill();
  withdraw();
  world_.pass(1min);
  office_.node().kill();
  office_.come_back();
  hospital_.come_back();
  world_.pass(1min);
  office_.node().kill();
  nurses_.come_back();
  world_.pass(1min);
  EXPECT_TRUE(nurses_.inbox().empty());
}

TEST_F(ByCarrier, WhoIsRemovedFromTheTeamGetsNothingThatWasQueuedOrCarried) {
  nurses_.node().kill();
  const auto id = send_to_nurses();
  world_.pass(30s);
  ASSERT_GE(carried(), 1u);
  proto::api::Request remove;
  remove.mutable_team_remove()->set_team(team_);
  remove.mutable_team_remove()->set_agency(nurses_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(remove)).at(0).has_team());
  world_.pass(1min);
  EXPECT_EQ(office_.state_of(id, nurses_), "undeliverable");
  EXPECT_EQ(carried(), 0u) << "there is no common team any more";
  nurses_.come_back();
  world_.pass(1min);
  EXPECT_TRUE(nurses_.inbox().empty());
}

TEST_F(ByCarrier, NobodyCarriesWhoWasToldNotTo) {
  hospital_.node().kill();
  hospital_.node().settings().carry = false;
  hospital_.come_back();
  nurses_.node().kill();
  world_.pass(30s);
  const auto id = send_to_nurses();
  world_.pass(5min);
  EXPECT_EQ(carried(), 0u);
  nurses_.come_back();
  world_.pass(1min);
  office_.log_in();
  EXPECT_EQ(office_.state_of(id, nurses_), "delivered");
}

TEST_F(ByCarrier, StatusTellsHowMuchIsCarriedForHowManyHowOldNeverForWhat) {
  nurses_.node().kill();
  send_to_nurses();
  world_.pass(30s);
  const auto status = status_of(hospital_);
  EXPECT_TRUE(status.carries());
  EXPECT_GE(status.carried(), 1u);
  EXPECT_EQ(status.carried_recipients(), 1u);
  EXPECT_GT(status.carried_bytes(), 500u);
  EXPECT_GT(status.carried_since(), 0);
  EXPECT_FALSE(status_of(office_).carries());
}

TEST_F(ByCarrier, OldEnvelopesThatACarrierOffersOrSendsAgainHaveNoSecondEffect) {
  nurses_.node().kill();
  const auto id = send_to_nurses();
  world_.pass(30s);
  std::vector<Bytes> kept;
  hospital_.node().prepare([&](Transaction& t) {
    for (const auto& envelope : delivery::carried_for(t, nurses_.id()))
      kept.push_back(delivery::carried_bytes(t, nurses_.id(), envelope.hash).value());
  });
  ASSERT_FALSE(kept.empty());
  nurses_.come_back();
  world_.pass(1min);
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  hospital_.node().prepare([&](Transaction& t) {  // back on the shelf, as if never handed over
    for (const auto& bytes : kept)
      delivery::keep_carried(t, delivery::Envelope::parse(bytes).value(), office_.id(),
                             hospital_.node().clock().now());
  });
  world_.cut_links_of(hospital_.node());
  world_.pass(1min);
  EXPECT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(carried(), 0u) << "the nurses said that they have them";
  world_.on_frame = [&](Machine& from, Machine& to, Bytes& bytes) {  // and sent without being asked for
    proto::wire::Frame frame;
    frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (&from != &hospital_.node() || &to != &nurses_.node() || !frame.has_ping()) return true;
    frame.mutable_envelope()->ParseFromArray(kept[0].data(), static_cast<int>(kept[0].size()));
    const std::string changed = frame.SerializeAsString();
    bytes = copy(as_bytes(changed));
    return true;
  };
  world_.pass(2min);
  EXPECT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(office_.state_of(id, nurses_), "delivered");
}

TEST_F(ByCarrier, AFloodOfDepositsThatNobodyAskedForIsIgnored) {
  proto::wire::Envelope envelope;
  envelope.set_recipient(nurses_.id().str());
  envelope.set_expires_at(to_millis(office_.node().clock().now() + 24h));
  envelope.set_recall_tag(std::string(32, 'r'));
  envelope.set_sealed(std::string(1000, 's'));
  world_.on_frame = [&](Machine& from, Machine& to, Bytes& bytes) {
    proto::wire::Frame frame;
    frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (&from != &office_.node() || &to != &hospital_.node() || !frame.has_ping()) return true;
    *frame.mutable_envelope() = envelope;
    const std::string changed = frame.SerializeAsString();
    bytes = copy(as_bytes(changed));
    return true;
  };
  world_.pass(2min);
  EXPECT_EQ(carried(), 0u);
}

}  // namespace
}  // namespace tasuki::test
