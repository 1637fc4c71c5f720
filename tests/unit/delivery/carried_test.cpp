#include "core/delivery/carried.hpp"

#include <gtest/gtest.h>

#include "core/delivery/deposits.hpp"
#include "tests/support/memory_store.hpp"

namespace tasuki::delivery {
namespace {

using namespace std::chrono_literals;

class Shelf : public testing::Test {
 protected:
  Envelope envelope(std::uint8_t number, Time expires_at = Time(100h)) {
    const Bytes key(32, number);
    return {recipient_, expires_at, 64, recall_tag(key), Bytes(200, number)};
  }
  EnvelopeHash keep(std::uint8_t number, Time now = Time(1h), Time expires_at = Time(100h)) {
    keep_carried(transaction_, envelope(number, expires_at), depositor_, now);
    return envelope(number, expires_at).hash();
  }

  test::MemoryStore store_;
  Transaction& transaction_ = store_.begin();
  AgencyId recipient_ = AgencyId({1});
  AgencyId depositor_ = AgencyId({2});
};

TEST_F(Shelf, KeepsEnvelopesAsTheyAreNewestFirst) {
  const auto first = keep(1);
  const auto second = keep(2);
  const auto kept = carried_for(transaction_, recipient_);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].hash, second);
  EXPECT_EQ(kept[1].hash, first);
  EXPECT_EQ(kept[1].depositor, depositor_);
  EXPECT_EQ(kept[1].since, Time(1h));
  EXPECT_EQ(carried_bytes(transaction_, recipient_, first), envelope(1).serialize());
  EXPECT_EQ(kept[1].size, envelope(1).serialize().size());
}

TEST_F(Shelf, GivesAnEnvelopeToItsRecipientOnly) {
  const auto hash = keep(1);
  EXPECT_FALSE(carried_bytes(transaction_, depositor_, hash));
  EXPECT_FALSE(handed_over(transaction_, depositor_, hash));
  EXPECT_TRUE(carried_bytes(transaction_, recipient_, hash));
}

TEST_F(Shelf, RemembersTheHashOfWhatWasHandedOverAndNothingElse) {
  const auto hash = keep(1);
  EXPECT_TRUE(handed_over(transaction_, recipient_, hash));
  EXPECT_FALSE(handed_over(transaction_, recipient_, hash));
  EXPECT_TRUE(is_known_carried(transaction_, hash));
  EXPECT_FALSE(carried_bytes(transaction_, recipient_, hash));
  EXPECT_TRUE(all_carried(transaction_).empty());
  ASSERT_TRUE(store_.commit());
  EXPECT_EQ(store_.dump().find(std::string(200, '\1')), std::string::npos);
}

TEST_F(Shelf, DropsWhatWhoeverHasTheKeyRecalls) {
  const auto hash = keep(1);
  const auto other = keep(2);
  EXPECT_FALSE(recall_carried(transaction_, Bytes(32, 9)));
  EXPECT_TRUE(recall_carried(transaction_, Bytes(32, 1)));
  EXPECT_FALSE(carried_bytes(transaction_, recipient_, hash));
  EXPECT_TRUE(carried_bytes(transaction_, recipient_, other));
  EXPECT_TRUE(is_known_carried(transaction_, hash)) << "it must not be deposited again";
}

TEST_F(Shelf, ForgetsWhatHasExpired) {
  const auto hash = keep(1, Time(1h), Time(10h));
  keep(2, Time(1h), Time(20h));
  const auto gone = keep(3, Time(1h), Time(10h));
  handed_over(transaction_, recipient_, gone);
  forget_expired_carried(transaction_, Time(10h));
  EXPECT_FALSE(is_known_carried(transaction_, hash));
  EXPECT_FALSE(is_known_carried(transaction_, gone));
  EXPECT_EQ(all_carried(transaction_).size(), 1u);
  EXPECT_EQ(transaction_.count(Table::CarriedTag, KeyRange::all()), 1u);
}

TEST_F(Shelf, CountsPerDepositor) {
  keep(1);
  keep(2);
  const auto amount = carried_from(transaction_, depositor_);
  EXPECT_EQ(amount.envelopes, 2u);
  EXPECT_EQ(amount.bytes, 2 * envelope(1).serialize().size());
  EXPECT_EQ(carried_from(transaction_, recipient_).envelopes, 0u);
  EXPECT_TRUE(amount.has_room_for(1000));
  EXPECT_FALSE(amount.has_room_for(kCarriedBytes));
  EXPECT_FALSE((CarriedAmount{kCarriedEnvelopes, 0}).has_room_for(1));
}

TEST_F(Shelf, CountsWhatComesAndGoes) {
  const auto handed = keep(1);
  keep(2);
  keep(3, Time(1h), Time(10h));
  const std::size_t size = envelope(3, Time(10h)).serialize().size();
  handed_over(transaction_, recipient_, handed);
  EXPECT_EQ(carried_from(transaction_, depositor_).envelopes, 2u);
  recall_carried(transaction_, Bytes(32, 2));
  EXPECT_EQ(carried_from(transaction_, depositor_).bytes, size);
  forget_expired_carried(transaction_, Time(10h));
  EXPECT_EQ(carried_from(transaction_, depositor_).envelopes, 0u);
  EXPECT_EQ(carried_from(transaction_, depositor_).bytes, 0u);
}

TEST_F(Shelf, CountsWhatAnEarlierVersionKept) {
  keep(1);
  keep(2);
  transaction_.erase(Table::CarriedAmount, depositor_.bytes());
  EXPECT_EQ(carried_from(transaction_, depositor_).envelopes, 2u);
  keep(3);
  EXPECT_EQ(carried_from(transaction_, depositor_).envelopes, 3u);
  EXPECT_EQ(carried_from(transaction_, depositor_).bytes, 3 * envelope(1).serialize().size());
}

TEST_F(Shelf, NumbersGoOnBehindWhatIsThere) {
  const auto first = keep(1);
  keep(2);
  handed_over(transaction_, recipient_, first);
  keep(3);
  const auto kept = carried_for(transaction_, recipient_);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].hash, envelope(3).hash());
}

TEST(Deposits, AreNotedPerEnvelopeAndCarrier) {
  test::MemoryStore store;
  Transaction& transaction = store.begin();
  const EnvelopeHash hash({1});
  note_deposit(transaction, hash, AgencyId({7}), Time(1h));
  note_deposit(transaction, hash, AgencyId({8}), Time(2h));
  note_deposit(transaction, EnvelopeHash({2}), AgencyId({7}), Time(3h));
  const auto deposits = deposits_of(transaction, hash);
  ASSERT_EQ(deposits.size(), 2u);
  EXPECT_EQ(deposits[0].carrier, AgencyId({7}));
  EXPECT_EQ(deposits[1].at, Time(2h));
  forget_deposits(transaction, hash);
  EXPECT_TRUE(deposits_of(transaction, hash).empty());
  EXPECT_EQ(deposits_of(transaction, EnvelopeHash({2})).size(), 1u);
}

TEST(Deposits, RecallsStandUntilTheCarrierHasSeenThem) {
  test::MemoryStore store;
  Transaction& transaction = store.begin();
  const AgencyId carrier({7});
  note_recall(transaction, carrier, Bytes(32, 1));
  note_recall(transaction, carrier, Bytes(32, 2));
  note_recall(transaction, AgencyId({8}), Bytes(32, 3));
  EXPECT_EQ(recalls_for(transaction, carrier).size(), 2u);
  forget_recall(transaction, carrier, recall_tag(Bytes(32, 1)));
  EXPECT_EQ(recalls_for(transaction, carrier), std::vector<Bytes>{Bytes(32, 2)});
}

}  // namespace
}  // namespace tasuki::delivery
