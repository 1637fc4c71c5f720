#include "core/record/card_store.hpp"

#include <gtest/gtest.h>

#include "core/record/fingerprint.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

using test::TestAgency;

class CardStoreTest : public ::testing::Test {
 protected:
  SignedBytes card_with_serial(std::uint64_t serial) const {
    auto card = hospital.card();
    card.serial = serial;
    return sign_card(card, hospital.root_key()).value();
  }
  std::uint64_t known_serial() { return find_known_agency(transaction, hospital.id())->card.serial; }

  TestAgency hospital{1};
  test::MemoryStore store;
  Transaction& transaction = store.begin();
};

TEST_F(CardStoreTest, KnowsNobodyAtFirst) {
  EXPECT_FALSE(find_known_agency(transaction, hospital.id()));
  EXPECT_FALSE(find_node_key(transaction, hospital.id(), 1));
  EXPECT_TRUE(known_agencies(transaction).empty());
}

TEST_F(CardStoreTest, KeepsACardAndTheWhereaboutsOfItsIncarnation) {
  EXPECT_TRUE(*keep_card(transaction, hospital.signed_card()));
  EXPECT_TRUE(*keep_whereabouts(transaction, hospital.signed_whereabouts()));
  const auto known = find_known_agency(transaction, hospital.id());
  EXPECT_EQ(known->card, hospital.card());
  EXPECT_EQ(known->whereabouts->phones.at(0).number, "03-0000-0001");
  EXPECT_EQ(signed_whereabouts_of(transaction, hospital.id()), hospital.signed_whereabouts());
  EXPECT_EQ(known_agencies(transaction), std::vector{hospital.id()});
}

TEST_F(CardStoreTest, NeverReplacesACardByAnOlderOne) {
  EXPECT_TRUE(*keep_card(transaction, card_with_serial(5)));
  EXPECT_FALSE(*keep_card(transaction, card_with_serial(4)));
  EXPECT_FALSE(*keep_card(transaction, card_with_serial(5)));
  EXPECT_EQ(known_serial(), 5U);
  EXPECT_TRUE(*keep_card(transaction, card_with_serial(6)));
  EXPECT_EQ(known_serial(), 6U);
}

TEST_F(CardStoreTest, NeverReplacesWhereaboutsByOlderOnes) {
  ASSERT_TRUE(keep_card(transaction, hospital.signed_card()));
  EXPECT_TRUE(*keep_whereabouts(transaction, hospital.signed_whereabouts(5)));
  EXPECT_FALSE(*keep_whereabouts(transaction, hospital.signed_whereabouts(4)));
  const auto before = hospital.signed_whereabouts(9);
  hospital.begin_incarnation();
  ASSERT_TRUE(keep_card(transaction, hospital.signed_card()));
  EXPECT_TRUE(*keep_whereabouts(transaction, hospital.signed_whereabouts(1)));
  EXPECT_FALSE(*keep_whereabouts(transaction, before));
}

TEST_F(CardStoreTest, RefusesWhereaboutsOfAnIncarnationItDoesNotKnow) {
  ASSERT_TRUE(keep_card(transaction, hospital.signed_card()));
  hospital.begin_incarnation();
  EXPECT_TRUE(keep_whereabouts(transaction, hospital.signed_whereabouts())
                  .error()
                  .is(RecordError::UnknownIncarnation));
}

TEST_F(CardStoreTest, RefusesAForgedCardAndForgedWhereabouts) {
  const TestAgency thief(2);
  EXPECT_FALSE(keep_card(transaction, *sign_card(hospital.card(), thief.root_key())));
  ASSERT_TRUE(keep_card(transaction, hospital.signed_card()));
  const Whereabouts claimed{.agency = hospital.id(), .incarnation = 1, .serial = 9};
  EXPECT_FALSE(keep_whereabouts(transaction, *sign_whereabouts(claimed, thief.node_key())));
}

TEST_F(CardStoreTest, OneIncarnationHasOneSetOfKeys) {
  ASSERT_TRUE(keep_card(transaction, hospital.signed_card()));
  auto other = hospital.card();
  other.serial = 2;
  other.incarnation.transport_key = crypto::DhKey::generate(hospital.random()).public_key();
  EXPECT_TRUE(keep_card(transaction, *sign_card(other, hospital.root_key()))
                  .error()
                  .is(RecordError::IncarnationConflict));
}

TEST_F(CardStoreTest, RemembersTheNodeKeysOfEarlierIncarnationsInWhateverOrderTheyCame) {
  const auto first = hospital.card();
  const auto first_signed = hospital.signed_card();
  hospital.begin_incarnation();
  const auto second = hospital.card();
  const auto second_signed = hospital.signed_card();
  hospital.begin_incarnation();
  EXPECT_TRUE(*keep_card(transaction, hospital.signed_card()));
  EXPECT_TRUE(*keep_card(transaction, second_signed));
  EXPECT_TRUE(*keep_card(transaction, first_signed));
  EXPECT_FALSE(*keep_card(transaction, first_signed));
  EXPECT_EQ(find_known_agency(transaction, hospital.id())->card.incarnation.number, 3U);
  EXPECT_EQ(find_node_key(transaction, hospital.id(), 1), first.incarnation.node_key);
  EXPECT_EQ(find_node_key(transaction, hospital.id(), 2), second.incarnation.node_key);
  EXPECT_EQ(signed_cards_of(transaction, hospital.id()),
            (std::vector{first_signed, second_signed, hospital.signed_card()}));
}

TEST_F(CardStoreTest, TheFingerprintTellsWhenSomethingChanged) {
  const auto none = fingerprint(transaction, Table::Card);
  ASSERT_TRUE(keep_card(transaction, card_with_serial(1)));
  const auto one = fingerprint(transaction, Table::Card);
  EXPECT_NE(one, none);
  ASSERT_TRUE(keep_card(transaction, card_with_serial(1)));
  EXPECT_EQ(fingerprint(transaction, Table::Card), one);
  ASSERT_TRUE(keep_card(transaction, card_with_serial(2)));
  EXPECT_NE(fingerprint(transaction, Table::Card), one);
}

}  // namespace
}  // namespace tasuki::record
