// A card handed on with those of earlier incarnations: what these countersigned is checkable by a latecomer
// too.
#include <gtest/gtest.h>

#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/check.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/prepared_agency.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::engine {
namespace {

struct Node {
  explicit Node(std::uint64_t seed) : random(seed) {
    create_agency(transaction, random, clock.now(), test::new_agency("事業所", "other", "管理 一郎"),
                  test::passphrase_key(random, "passphrase"), code)
        .value();
    desk.open(transaction).value();
  }
  /// What `restore` does to the card.
  void begin_incarnation() {
    auto card = record::open_card(desk.identity->card).value();
    ++card.incarnation.number;
    card.incarnation.node_key = crypto::SigningKey::generate(random).public_key();
    const auto root = recover_root_key(transaction, code).value();
    record::keep_card(transaction, record::sign_card(card, root).value()).value();
  }
  Turn turn() { return {desk, transaction, effects}; }

  test::SeededRandom random;
  crypto::RecoveryCode code = crypto::RecoveryCode::generate(random);
  test::ManualClock clock;
  test::MemoryStore store;
  Transaction& transaction = store.begin();
  Desk desk{clock, random, {}};
  Effects effects;
};

class CardShareTest : public testing::Test {
 protected:
  CardShareTest() {
    for (int life = 1; life <= 3; ++life) {
      if (life > 1) hospital_.begin_incarnation();
      cards_.push_back(hospital_.signed_card());
      record::keep_card(office_.transaction, hospital_.signed_card()).value();
    }
  }

  /// What the office hands on of the hospital.
  proto::wire::Item share() {
    proto::state::OutboxItem queued;
    queued.set_card_of(hospital_.id().str());
    proto::wire::Item item;
    Turn turn = office_.turn();
    EXPECT_TRUE(fill_item(turn, latecomer_.desk.agency(), queued, item));
    return item;
  }
  void take(const proto::wire::Item& item) {
    Turn turn = latecomer_.turn();
    take_item(turn, office_.desk.agency(), item);
  }
  std::vector<record::SignedBytes> known() {
    return record::signed_cards_of(latecomer_.transaction, hospital_.id());
  }

  Node office_{1};
  Node latecomer_{2};
  test::TestAgency hospital_{3};
  std::vector<record::SignedBytes> cards_;
};

TEST_F(CardShareTest, HandsOnTheCardsOfEarlierIncarnationsOldestFirst) {
  const auto item = share();
  ASSERT_EQ(item.card().earlier_size(), 2);
  EXPECT_EQ(item.card().earlier(0).payload(), to_string(cards_[0].payload));
  EXPECT_EQ(item.card().card().payload(), to_string(cards_[2].payload));
  take(item);
  EXPECT_EQ(known(), cards_);
}

TEST_F(CardShareTest, ALatecomerChecksWhatAnEarlierNodeKeyCountersigned) {
  test::TestAgency before(3);
  const auto record = before.state(record::Kind::Message, TeamId({1}), Bytes(3, 1));
  record::keep_certificate(latecomer_.transaction, before.certificate()).value();
  EXPECT_EQ(record::check_record(latecomer_.transaction, record, nullptr).value(),
            record::Standing::WaitingForCard);
  take(share());
  EXPECT_EQ(record::check_record(latecomer_.transaction, record, nullptr).value(),
            record::Standing::Accepted);
}

TEST_F(CardShareTest, AnEarlierCardThatDoesNotHoldTakesNothingFromTheOthers) {
  auto item = share();
  const test::TestAgency stranger(4);
  (*item.mutable_card()->mutable_earlier(0)->mutable_signature())[0] ^= 1;
  *item.mutable_card()->add_earlier() = record::to_proto(stranger.signed_card());
  item.mutable_card()->add_earlier();
  take(item);
  EXPECT_EQ(known(), (std::vector{cards_[1], cards_[2]}));
  EXPECT_TRUE(record::signed_cards_of(latecomer_.transaction, stranger.id()).empty());
}

TEST_F(CardShareTest, AnAgencyThatWasRestoredHandsOnItsOwnEarlierCards) {
  Turn turn = office_.turn();
  const auto reader = latecomer_.desk.agency();
  const auto& office = office_.desk.agency();
  ship_card(turn, reader, office);
  EXPECT_EQ(delivery::queued_for(office_.transaction, reader), 0u)
      << "its only card goes with every greeting";
  office_.begin_incarnation();
  office_.desk.shipped.clear();
  ship_card(turn, reader, office);
  ship_card(turn, reader, office);
  EXPECT_EQ(delivery::queued_for(office_.transaction, reader), 1u);
}

/// Of nurses that both know.
class PrekeyShareTest : public testing::Test {
 protected:
  PrekeyShareTest() {
    for (auto* node : {&office_, &latecomer_}) {
      record::keep_card(node->transaction, nurses_.desk.identity->card).value();
      delivery::Contact contact;
      contact.agency = nurses_.desk.agency();
      delivery::save_contact(node->transaction, contact);
    }
    first_ = new_prekey();
    delivery::accept_prekey(office_.transaction, keys(), first_).value();
  }
  record::SignedBytes new_prekey() {
    nurses_.clock.advance(delivery::kPrekeyRotation);
    return delivery::current_prekey(nurses_.transaction, nurses_.random, own_keys(*nurses_.desk.identity),
                                    nurses_.clock.now());
  }
  delivery::PeerKeys keys() {
    return office_.desk.directory.keys_of(office_.transaction, nurses_.desk.agency()).value();
  }
  proto::wire::Item share() {
    proto::state::OutboxItem queued;
    queued.set_card_of(nurses_.desk.agency().str());
    proto::wire::Item item;
    Turn turn = office_.turn();
    EXPECT_TRUE(fill_item(turn, latecomer_.desk.agency(), queued, item));
    return item;
  }
  std::optional<record::SignedBytes> taken(const proto::wire::Item& item) {
    Turn turn = latecomer_.turn();
    take_item(turn, office_.desk.agency(), item);
    return delivery::kept_prekey(latecomer_.transaction, nurses_.desk.agency());
  }

  Node office_{1};
  Node latecomer_{2};
  Node nurses_{5};
  record::SignedBytes first_;
};

TEST_F(PrekeyShareTest, ThePrekeyGoesWithTheCardAndTheNewerOneStays) {
  const auto old = share();
  EXPECT_EQ(taken(old), first_);
  const auto newer = new_prekey();
  delivery::accept_prekey(office_.transaction, keys(), newer).value();
  EXPECT_EQ(taken(share()), newer);
  EXPECT_EQ(taken(old), newer) << "that was handed on late";
}

TEST_F(PrekeyShareTest, OnlyTheAgencysOwnNodeCanSayWhatItsPrekeyIs) {
  auto forged = share();
  forged.mutable_card()->mutable_prekey()->mutable_payload()->back() ^= 1;
  EXPECT_EQ(taken(forged), std::nullopt);
  const auto another = delivery::current_prekey(office_.transaction, office_.random,
                                                own_keys(*office_.desk.identity), office_.clock.now());
  *forged.mutable_card()->mutable_prekey() = record::to_proto(another);
  EXPECT_EQ(taken(forged), std::nullopt);
}

TEST_F(PrekeyShareTest, OfWhoIsNoContactNothingIsKept) {
  latecomer_.transaction.erase(Table::Contact, nurses_.desk.agency().bytes());
  EXPECT_EQ(taken(share()), std::nullopt);
}

}  // namespace
}  // namespace tasuki::engine
