#include "core/delivery/skipped_key_table.hpp"

#include <gtest/gtest.h>

#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::delivery {
namespace {

using Key = EphemeralSecret<32>;

class SkippedKeyTableTest : public testing::Test {
 protected:
  static Key key(std::uint8_t value) { return Key(Bytes(32, value)); }
  std::size_t rows() { return transaction_.count(Table::SkippedKey, KeyRange::all()); }

  test::SeededRandom random_{1};
  test::MemoryStore store_;
  Transaction& transaction_ = store_.begin();
  const AgencyId peer_ = random_.id<AgencyId>();
  const SessionId session_ = random_.id<SessionId>();
  const crypto::DhPublicKey first_ = random_.id<crypto::DhPublicKey>();
  const crypto::DhPublicKey second_ = random_.id<crypto::DhPublicKey>();
  SkippedKeyTable table_{transaction_, peer_, session_};
};

TEST_F(SkippedKeyTableTest, FindsAKeyByRatchetKeyAndNumber) {
  table_.put(first_, 1, 5, key(15));
  table_.put(second_, 2, 5, key(25));
  ASSERT_TRUE(table_.find(first_, 5));
  EXPECT_TRUE(same_secret(table_.find(first_, 5)->reveal(), key(15).reveal()));
  EXPECT_TRUE(same_secret(table_.find(second_, 5)->reveal(), key(25).reveal()));
  EXPECT_FALSE(table_.find(first_, 6));
  EXPECT_FALSE(table_.find(random_.id<crypto::DhPublicKey>(), 5));
}

TEST_F(SkippedKeyTableTest, LeavesNothingBehind) {
  table_.put(first_, 1, 5, key(1));
  table_.put(first_, 1, 6, key(2));
  EXPECT_EQ(rows(), 3U);
  table_.erase(first_, 5);
  EXPECT_FALSE(table_.find(first_, 5));
  EXPECT_TRUE(table_.find(first_, 6));
  table_.erase(first_, 6);
  EXPECT_EQ(rows(), 0U);
  table_.put(first_, 1, 7, key(3));
  EXPECT_TRUE(table_.find(first_, 7));
}

TEST_F(SkippedKeyTableTest, DropsByChainAndThenNumber) {
  table_.put(second_, 2, 0, key(20));
  table_.put(first_, 1, 300, key(13));
  table_.put(first_, 1, 7, key(17));
  table_.erase_oldest(1);
  EXPECT_FALSE(table_.find(first_, 7));
  EXPECT_TRUE(table_.find(first_, 300));
  table_.erase_oldest(1);
  EXPECT_EQ(rows(), 2U);
  EXPECT_TRUE(table_.find(second_, 0));
}

TEST_F(SkippedKeyTableTest, SessionsAreApart) {
  SkippedKeyTable other(transaction_, peer_, random_.id<SessionId>());
  table_.put(first_, 1, 0, key(1));
  other.put(first_, 9, 0, key(2));
  table_.erase_oldest(10);
  EXPECT_TRUE(other.find(first_, 0));
  table_.put(first_, 1, 0, key(1));
  other.erase_all();
  EXPECT_TRUE(table_.find(first_, 0));
  EXPECT_FALSE(other.find(first_, 0));
}

}  // namespace
}  // namespace tasuki::delivery
