#include "node/store_upkeep.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::node {
namespace {

class StoreUpkeepTest : public testing::Test {
 protected:
  void write(std::uint64_t number, std::size_t bytes) {
    Bytes key;
    append_u64(key, number);
    store_->begin().put(Table::Record, key, Bytes(bytes));
    ASSERT_TRUE(store_->commit());
    upkeep_.after_batch();
  }

  test::SeededRandom random_{1};
  test::TemporaryFolder folder_;
  std::unique_ptr<storage::SqlcipherStore> store_ =
      storage::SqlcipherStore::create(folder_ / "store.db", Secret<32>::random(random_)).value();
  StoreUpkeep upkeep_{*store_, folder_.path()};
};

TEST_F(StoreUpkeepTest, IndexesTextsPieceByPieceUntilNoneIsLeft) {
  auto& transaction = store_->begin();
  for (std::uint64_t number = 1; number <= 150; ++number) transaction.index_text(number, "服薬");
  ASSERT_TRUE(store_->commit());
  EXPECT_TRUE(upkeep_.when_idle());
  EXPECT_FALSE(upkeep_.when_idle());
  EXPECT_EQ(store_->waiting_texts(), 0u);
}

TEST_F(StoreUpkeepTest, KeepsTheLogFromGrowingWithoutEndWhileTheLoopNeverRests) {
  std::size_t longest = 0;
  bool began_anew = false;
  for (std::uint64_t number = 0; number < 100 && !began_anew; ++number) {
    const std::size_t before = store_->wal_pages();
    write(number, 1 << 20U);
    longest = std::max(longest, store_->wal_pages());
    began_anew = store_->wal_pages() < before;
  }
  EXPECT_TRUE(began_anew);
  EXPECT_LT(longest, 10'000u);
}

TEST_F(StoreUpkeepTest, ADiskWithRoomIsNotFull) { EXPECT_FALSE(upkeep_.room().full); }

}  // namespace
}  // namespace tasuki::node
