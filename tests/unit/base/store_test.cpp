#include "core/base/store.hpp"

#include <gtest/gtest.h>

#include "tests/support/memory_store.hpp"

namespace tasuki {
namespace {

using test::MemoryStore;

std::vector<std::string> keys(Transaction& transaction, const KeyRange& range, Order order) {
  std::vector<std::string> found;
  transaction.scan(Table::Node, range, order, [&](ByteView key, ByteView) {
    found.push_back(to_string(key));
    return true;
  });
  return found;
}

TEST(KeyRange, APrefixOfFfBytesReachesToTheEnd) {
  EXPECT_TRUE(KeyRange::prefix(Bytes{0xff, 0xff}).until.empty());
  EXPECT_EQ(KeyRange::prefix(Bytes{1, 0xff}).until, Bytes{2});
}

TEST(MemoryStore, ScansAreOrderedAndBounded) {
  MemoryStore store;
  auto& transaction = store.begin();
  for (const char* key : {"b", "a", "ab", "c"}) transaction.put(Table::Node, as_bytes(key), {});
  EXPECT_EQ(keys(transaction, KeyRange::all(), Order::Ascending),
            (std::vector<std::string>{"a", "ab", "b", "c"}));
  EXPECT_EQ(keys(transaction, KeyRange::prefix(as_bytes("a")), Order::Descending),
            (std::vector<std::string>{"ab", "a"}));
}

TEST(MemoryStore, ASavepointUndoesOnlyWhatCameAfterIt) {
  MemoryStore store;
  auto& transaction = store.begin();
  transaction.put(Table::Node, as_bytes("k"), as_bytes("outer"));
  {
    Savepoint outer(transaction);
    transaction.put(Table::Node, as_bytes("k"), as_bytes("inner"));
    {
      Savepoint inner(transaction);
      transaction.erase(Table::Node, as_bytes("k"));
      inner.keep();
    }
    EXPECT_FALSE(transaction.contains(Table::Node, as_bytes("k")));
  }
  EXPECT_EQ(transaction.get(Table::Node, as_bytes("k")), copy(as_bytes("outer")));
}

TEST(MemoryStore, AFailedCommitLeavesNothing) {
  MemoryStore store;
  store.begin().put(Table::Node, as_bytes("k"), {});
  store.fail_next_commit(StoreError::DiskFull);
  const auto committed = store.commit();
  ASSERT_FALSE(committed);
  EXPECT_TRUE(committed.error().is(StoreError::DiskFull));
  EXPECT_FALSE(store.begin().contains(Table::Node, as_bytes("k")));
}

TEST(MemoryStore, ACrashLosesTheOpenTransactionOnly) {
  MemoryStore store;
  store.begin().put(Table::Node, as_bytes("kept"), {});
  ASSERT_TRUE(store.commit());
  store.begin().put(Table::Node, as_bytes("lost"), {});
  store.crash();
  auto& transaction = store.begin();
  EXPECT_TRUE(transaction.contains(Table::Node, as_bytes("kept")));
  EXPECT_FALSE(transaction.contains(Table::Node, as_bytes("lost")));
}

}  // namespace
}  // namespace tasuki
