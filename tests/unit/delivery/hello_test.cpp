#include "core/delivery/hello.hpp"

#include <gtest/gtest.h>

#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"
#include "tests/support/memory_store.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::delivery {
namespace {

using proto::wire::PairHello;

/// The two ends of one handshake: the office opened it.
class HelloTest : public testing::Test {
 protected:
  static OwnHello own(test::TestAgency& agency, record::SignedBytes& card, record::SignedBytes& whereabouts) {
    card = agency.signed_card();
    whereabouts = agency.signed_whereabouts();
    return {agency.id(), agency.node_key(), card, whereabouts, card};
  }
  /// What `agency` says on this link to `peer`.
  PairHello pair_hello(test::TestAgency& agency, const LinkFacts& link, const AgencyId& peer) {
    record::SignedBytes card;
    record::SignedBytes whereabouts;
    PairHello hello;
    fill_pair_hello(own(agency, card, whereabouts), link, peer, hello);
    return hello;
  }
  std::string_view at_hospital(const PairHello& hello) {
    const auto opened = open_pair_hello(hello, hospital_end, hospital.id(), office.id());
    return opened ? "trusted" : opened.error().name();
  }

  test::TestAgency hospital{1};
  test::TestAgency office{2, "ひまわり相談支援センター", "consultation-support"};
  test::TestAgency stranger{3, "だれか", "other"};
  const Bytes hash = Bytes(32, 0xe5);
  const LinkFacts office_end{hash, LinkSide::Initiator, hospital.card().incarnation.transport_key};
  const LinkFacts hospital_end{hash, LinkSide::Responder, office.card().incarnation.transport_key};
};

TEST_F(HelloTest, BothEndsBelieveEachOther) {
  EXPECT_EQ(at_hospital(pair_hello(office, office_end, hospital.id())), "trusted");
  const auto hello = pair_hello(hospital, hospital_end, office.id());
  const auto opened = open_pair_hello(hello, office_end, office.id(), hospital.id());
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->card, hospital.card());
}

TEST_F(HelloTest, WithoutExpectationTheCardSaysWhoItIs) {
  const auto opened = open_pair_hello(pair_hello(office, office_end, hospital.id()), hospital_end,
                                      hospital.id(), std::nullopt);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->card.agency, office.id());
}

TEST_F(HelloTest, AnotherHandshakesProofIsNoProof) {
  auto elsewhere = office_end;
  elsewhere.handshake_hash[0] ^= 1;
  EXPECT_EQ(at_hospital(pair_hello(office, elsewhere, hospital.id())), "untrusted-hello");
}

TEST_F(HelloTest, AProofSentBackIsNoProof) {
  const auto own_proof = pair_hello(hospital, hospital_end, office.id()).proof();
  auto hello = pair_hello(office, office_end, hospital.id());
  hello.set_proof(own_proof);
  EXPECT_EQ(at_hospital(hello), "untrusted-hello");
  EXPECT_EQ(at_hospital(pair_hello(hospital, office_end, office.id())), "untrusted-hello");
}

TEST_F(HelloTest, TheOtherSidesRoleOrAnotherPeerIsNoProof) {
  auto wrong_side = office_end;
  wrong_side.our_side = LinkSide::Responder;
  EXPECT_EQ(at_hospital(pair_hello(office, wrong_side, hospital.id())), "untrusted-hello");
  EXPECT_EQ(at_hospital(pair_hello(office, office_end, stranger.id())), "untrusted-hello");
}

TEST_F(HelloTest, AHelloIsNoPairHello) {
  record::SignedBytes card;
  record::SignedBytes whereabouts;
  proto::wire::Hello hello;
  fill_hello(own(office, card, whereabouts), office_end, hospital.id(), hello);
  EXPECT_TRUE(open_hello(hello, hospital_end, hospital.id(), office.id()));
  auto disguised = pair_hello(office, office_end, hospital.id());
  disguised.set_proof(hello.proof());
  EXPECT_EQ(at_hospital(disguised), "untrusted-hello");
}

TEST_F(HelloTest, ACardOfAnotherTransportKeyIsNotBelieved) {
  // The stranger opened the link with its own key and shows the office's card.
  auto link = hospital_end;
  link.remote_static = stranger.card().incarnation.transport_key;
  EXPECT_FALSE(
      open_pair_hello(pair_hello(office, office_end, hospital.id()), link, hospital.id(), std::nullopt));
}

TEST_F(HelloTest, AnotherAgencyThanExpectedIsNotBelieved) {
  auto link = hospital_end;
  link.remote_static = stranger.card().incarnation.transport_key;
  const auto hello = pair_hello(stranger, office_end, hospital.id());
  EXPECT_TRUE(open_pair_hello(hello, link, hospital.id(), std::nullopt));
  EXPECT_FALSE(open_pair_hello(hello, link, hospital.id(), office.id()));
}

TEST_F(HelloTest, MixedPartsOfTwoAgenciesAreNotBelieved) {
  const auto good = pair_hello(office, office_end, hospital.id());
  const auto foreign = pair_hello(stranger, office_end, hospital.id());
  auto hello = good;
  *hello.mutable_card() = foreign.card();
  EXPECT_EQ(at_hospital(hello), "untrusted-hello");
  hello = good;
  *hello.mutable_whereabouts() = foreign.whereabouts();
  EXPECT_EQ(at_hospital(hello), "untrusted-hello");
  hello = good;
  hello.set_proof(foreign.proof());
  EXPECT_EQ(at_hospital(hello), "untrusted-hello");
}

TEST_F(HelloTest, EveryFlippedByteIsFound) {
  const auto good = pair_hello(office, office_end, hospital.id()).SerializeAsString();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string flipped = good;
    flipped[i] ^= 1;
    PairHello hello;
    if (!hello.ParseFromString(flipped)) continue;
    // The prekey is verified by the sessions.
    const auto opened = open_pair_hello(hello, hospital_end, hospital.id(), office.id());
    EXPECT_TRUE(!opened || opened->prekey != office.signed_card()) << i;
  }
}

TEST_F(HelloTest, MissingPartsAreNotBelieved) {
  EXPECT_EQ(at_hospital(PairHello()), "untrusted-hello");
  for (const auto clear : {&PairHello::clear_card, &PairHello::clear_whereabouts, &PairHello::clear_prekey,
                           &PairHello::clear_proof}) {
    auto hello = pair_hello(office, office_end, hospital.id());
    (hello.*clear)();
    EXPECT_EQ(at_hospital(hello), "untrusted-hello");
  }
}

TEST_F(HelloTest, TheNewestCardAndWhereaboutsAreKept) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  const auto opened =
      open_pair_hello(pair_hello(office, office_end, hospital.id()), hospital_end, hospital.id(), office.id())
          .value();
  EXPECT_TRUE(keep_hello(transaction, opened));
  EXPECT_EQ(record::find_known_agency(transaction, office.id())->card, office.card());

  auto newer = opened;
  newer.signed_whereabouts = office.signed_whereabouts(7);
  EXPECT_TRUE(keep_hello(transaction, newer));
  EXPECT_TRUE(keep_hello(transaction, opened));
  EXPECT_EQ(record::find_known_agency(transaction, office.id())->whereabouts->serial, 7u);
}

TEST_F(HelloTest, AnOldCopyOfTheNodeIsTurnedAway) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  const auto old =
      open_pair_hello(pair_hello(office, office_end, hospital.id()), hospital_end, hospital.id(), office.id())
          .value();
  office.begin_incarnation();
  ASSERT_TRUE(record::keep_card(transaction, office.signed_card()));
  const auto kept = keep_hello(transaction, old);
  ASSERT_FALSE(kept);
  EXPECT_TRUE(kept.error().is(PairingError::OutdatedCard));
}

TEST(Proof, IsAsTheProtocolDocumentSays) {
  const auto initiator = *AgencyId::from(Bytes(32, 0x01));
  const auto responder = *AgencyId::from(Bytes(32, 0xa1));
  const auto message = proof_message(Bytes(32, 0xe5), LinkSide::Responder, initiator, responder);
  EXPECT_EQ(to_hex(message), test::protocol_example("proof-message"));
  const auto node_key = crypto::SigningKey::from_seed(Bytes(32, 0x11));
  EXPECT_EQ(node_key.sign(kPairProofDomain, message).hex(), test::protocol_example("pair-proof"));
  EXPECT_EQ(node_key.sign(kHelloProofDomain, message).hex(), test::protocol_example("hello-proof"));
}

}  // namespace
}  // namespace tasuki::delivery
