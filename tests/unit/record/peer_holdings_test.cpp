#include "core/record/peer_holdings.hpp"

#include <gtest/gtest.h>

#include "tests/unit/record/ledger_world.hpp"

namespace tasuki::record {
namespace {

class PeerHoldingsTest : public ::testing::Test {
 protected:
  PeerHoldingsTest() {
    authors.introduce_all_to(node);
    for (const auto& record : {founding, add, refusal}) node.receive(record).value();
  }
  Shipment lacked() { return governance_lacked_by(node.transaction, authors.team, peer); }
  /// Hands a shipment to another node, in its order; everything is to enter at once.
  void deliver(const Shipment& shipment, LedgerNode& to) {
    for (const auto& agency : shipment.cards) {
      for (const auto& card : signed_cards_of(node.transaction, agency))
        keep_card(to.transaction, card).value();
    }
    for (const auto& hash : shipment.certificates) {
      keep_certificate(to.transaction, *signed_certificate(node.transaction, hash)).value();
    }
    for (const auto& hash : shipment.ends) {
      keep_certificate_end(to.transaction, *signed_certificate_end(node.transaction, hash)).value();
    }
    for (const auto& id : shipment.records) {
      EXPECT_EQ(to.receive(find_record(node.transaction, id)->record)->arrival, Arrival::Inserted);
    }
  }

  LedgerAuthors authors{4};
  const SignedRecord founding = authors.founding;
  const SignedRecord add = authors.state(0, MemberAdd{authors.id(1)}, {founding.id});
  const SignedRecord refusal =
      authors.state(1, Refusal{.categories = {"money"}, .recipients = {authors.id(0)}}, {add.id});
  const AgencyId peer = authors.id(3);
  LedgerNode node;
};

TEST_F(PeerHoldingsTest, ANewMemberLacksAllAndCanUseItInTheOrderGiven) {
  authors.agencies[0].begin_incarnation();
  ASSERT_TRUE(keep_card(node.transaction, authors.agencies[0].signed_card()));
  const auto later = authors.state(0, MemberAdd{peer}, {refusal.id});
  ASSERT_TRUE(node.receive(later));
  ASSERT_TRUE(keep_certificate_end(node.transaction, authors.agencies[1].certificate_end({1, 9})));
  LedgerNode newcomer;
  newcomer.introduce(authors.agencies[3]);
  deliver(lacked(), newcomer);
  EXPECT_EQ(newcomer.state(authors.team), node.state(authors.team));
}

TEST_F(PeerHoldingsTest, WhatWasNotedIsNotSentAgain) {
  note_holdings(node.transaction, peer, lacked());
  EXPECT_TRUE(lacked().empty());
  EXPECT_TRUE(lacked().empty());
  const auto more = authors.state(0, MemberAdd{authors.id(2)}, {refusal.id});
  ASSERT_TRUE(node.receive(more));
  const auto shipment = lacked();
  EXPECT_EQ(shipment.records, std::vector{more.id});
  EXPECT_EQ(shipment.cards, std::vector{authors.id(2)});
  EXPECT_TRUE(shipment.certificates.empty());
}

TEST_F(PeerHoldingsTest, ANewCardOrEndIsSentToo) {
  note_holdings(node.transaction, peer, lacked());
  ASSERT_TRUE(lacked().empty());
  authors.agencies[1].begin_incarnation();
  ASSERT_TRUE(keep_card(node.transaction, authors.agencies[1].signed_card()));
  EXPECT_EQ(lacked().cards, std::vector{authors.id(1)});
  ASSERT_TRUE(keep_certificate_end(node.transaction, authors.agencies[0].certificate_end({1, 50})));
  EXPECT_EQ(lacked().ends, std::vector{authors.agencies[0].certificate_hash()});
  note_holdings(node.transaction, peer, lacked());
  EXPECT_TRUE(lacked().empty());
}

TEST_F(PeerHoldingsTest, APeersOwnCardIsNotSentToIt) {
  const auto shipment = governance_lacked_by(node.transaction, authors.team, authors.id(1));
  EXPECT_EQ(shipment.cards, std::vector{authors.id(0)});
}

TEST_F(PeerHoldingsTest, WhatIsAskedForIsSentWithWhatItStandsOnEvenIfItWasNoted) {
  note_holdings(node.transaction, peer, lacked());
  const auto shipment = governance_wanted_by(node.transaction, authors.team, peer, {refusal.id});
  EXPECT_EQ(shipment.records, std::vector{refusal.id});
  EXPECT_EQ(shipment.certificates, std::vector{authors.agencies[1].certificate_hash()});
  EXPECT_EQ(shipment.cards, std::vector{authors.id(1)});
}

TEST_F(PeerHoldingsTest, AnAnswerBringsTheAncestorsThatThePeerIsNotKnownToHold) {
  const auto shipment = governance_wanted_by(node.transaction, authors.team, peer, {refusal.id});
  EXPECT_EQ(shipment.records, (std::vector{founding.id, add.id, refusal.id}));
  const auto unknown = authors.state(0, MemberAdd{peer}, {refusal.id});
  EXPECT_TRUE(governance_wanted_by(node.transaction, authors.team, peer, {unknown.id}).empty());
}

TEST_F(PeerHoldingsTest, APeerThatLostItsMemoryLacksAllAgain) {
  const auto all = lacked().records;
  note_holdings(node.transaction, peer, lacked());
  ASSERT_TRUE(lacked().empty());
  forget_holdings(node.transaction, peer);
  EXPECT_EQ(lacked().records, all);
}

}  // namespace
}  // namespace tasuki::record
