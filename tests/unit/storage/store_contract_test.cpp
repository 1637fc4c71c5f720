// What core/base/store.hpp promises, asked of the store in memory and of the one on disk.
#include <gtest/gtest.h>

#include "core/base/store.hpp"
#include "storage/sqlcipher_store.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki {
namespace {

class InMemory {
 public:
  Store& store() { return store_; }
  /// As after a crash: only what was committed is left.
  Store& reopened() {
    store_.crash();
    return store_;
  }
  void fill_the_disk() { store_.fail_next_commit(StoreError::DiskFull); }
  void free_the_disk() {}

 private:
  test::MemoryStore store_;
};

class OnDisk {
 public:
  OnDisk() : store_(storage::SqlcipherStore::create(folder_ / "store.db", key_).value()) {}
  Store& store() { return *store_; }
  Store& reopened() {
    store_.reset();
    store_ = storage::SqlcipherStore::open(folder_ / "store.db", key_).value();
    return *store_;
  }
  void fill_the_disk() { store_->limit_growth(1); }
  void free_the_disk() { store_->limit_growth(0); }

 private:
  test::SeededRandom random_{1};
  Secret<32> key_ = Secret<32>::random(random_);
  test::TemporaryFolder folder_;
  std::unique_ptr<storage::SqlcipherStore> store_;
};

template <class Bench>
class StoreContract : public testing::Test {
 protected:
  using Pairs = std::vector<std::pair<std::string, std::string>>;

  Store& store() { return bench_.store(); }
  static void put(Transaction& transaction, std::string_view key, std::string_view value = "") {
    transaction.put(Table::Node, as_bytes(key), as_bytes(value));
  }
  static std::optional<std::string> get(Transaction& transaction, std::string_view key) {
    const auto value = transaction.get(Table::Node, as_bytes(key));
    return value ? std::optional(to_string(*value)) : std::nullopt;
  }
  static Pairs scan(Transaction& transaction, const KeyRange& range, Order order) {
    Pairs found;
    transaction.scan(Table::Node, range, order, [&](ByteView key, ByteView value) {
      found.emplace_back(to_string(key), to_string(value));
      return true;
    });
    return found;
  }
  static std::string keys(Transaction& transaction, const KeyRange& range, Order order) {
    std::string all;
    for (const auto& [key, value] : scan(transaction, range, order)) all += key + " ";
    return all;
  }
  static KeyRange range(std::string_view from, std::string_view until) {
    return {copy(as_bytes(from)), copy(as_bytes(until))};
  }
  void commit(const std::function<void(Transaction&)>& write) {
    write(store().begin());
    ASSERT_TRUE(store().commit());
  }

  Bench bench_;
};

using Stores = testing::Types<InMemory, OnDisk>;
TYPED_TEST_SUITE(StoreContract, Stores);

TYPED_TEST(StoreContract, EveryTableKeepsItsRows) {
  auto& transaction = this->store().begin();
  for (const auto& [table, name] : kTables) transaction.put(table, as_bytes("key"), as_bytes(name));
  ASSERT_TRUE(this->store().commit());
  auto& later = this->bench_.reopened().begin();
  for (const auto& [table, name] : kTables) {
    const auto row = later.get(table, as_bytes("key"));
    ASSERT_TRUE(row) << name;
    EXPECT_EQ(to_string(*row), name);
  }
  this->bench_.store().rollback();
}

TYPED_TEST(StoreContract, WhatIsWrittenIsReadAtOnceAndAfterTheCommit) {
  auto& transaction = this->store().begin();
  this->put(transaction, "k", std::string_view("v\0w", 3));
  this->put(transaction, "empty");
  EXPECT_EQ(this->get(transaction, "k"), std::string("v\0w", 3));
  ASSERT_TRUE(this->store().commit());
  auto& later = this->bench_.reopened().begin();
  EXPECT_EQ(this->get(later, "k"), std::string("v\0w", 3));
  EXPECT_EQ(this->get(later, "empty"), "");
  EXPECT_EQ(this->get(later, "other"), std::nullopt);
}

TYPED_TEST(StoreContract, TablesAreApart) {
  auto& transaction = this->store().begin();
  for (const auto& entry : kTables) transaction.put(entry.table, as_bytes("k"), as_bytes(entry.name));
  ASSERT_TRUE(this->store().commit());
  auto& later = this->store().begin();
  for (const auto& entry : kTables) {
    EXPECT_EQ(later.get(entry.table, as_bytes("k")), copy(as_bytes(entry.name))) << entry.name;
  }
}

TYPED_TEST(StoreContract, ErasingWhatIsNotThereDoesNothing) {
  auto& transaction = this->store().begin();
  transaction.erase(Table::Node, as_bytes("k"));
  this->put(transaction, "k");
  transaction.erase(Table::Node, as_bytes("k"));
  transaction.erase(Table::Node, as_bytes("k"));
  EXPECT_FALSE(transaction.contains(Table::Node, as_bytes("k")));
  EXPECT_TRUE(this->store().commit());
}

TYPED_TEST(StoreContract, AScanMixesCommittedAndPendingRowsInOrder) {
  this->commit([&](Transaction& transaction) {
    for (const char* key : {"a", "c", "d", "e"}) this->put(transaction, key, "old");
  });
  auto& transaction = this->store().begin();
  this->put(transaction, "b", "new");
  this->put(transaction, "c", "new");
  transaction.erase(Table::Node, as_bytes("d"));
  this->put(transaction, "f", "new");
  const typename TestFixture::Pairs all{{"a", "old"}, {"b", "new"}, {"c", "new"}, {"e", "old"}, {"f", "new"}};
  EXPECT_EQ(this->scan(transaction, KeyRange::all(), Order::Ascending), all);
  EXPECT_EQ(this->scan(transaction, KeyRange::all(), Order::Descending),
            (typename TestFixture::Pairs{all.rbegin(), all.rend()}));
}

TYPED_TEST(StoreContract, AScanKeepsToItsRange) {
  this->commit([&](Transaction& transaction) {
    for (const char* key : {"a", "b", "c"}) this->put(transaction, key);
  });
  auto& transaction = this->store().begin();
  for (const char* key : {"aa", "bb", "cc"}) this->put(transaction, key);
  EXPECT_EQ(this->keys(transaction, this->range("aa", "c"), Order::Ascending), "aa b bb ");
  EXPECT_EQ(this->keys(transaction, this->range("aa", "c"), Order::Descending), "bb b aa ");
  EXPECT_EQ(this->keys(transaction, this->range("bb", ""), Order::Ascending), "bb c cc ");
  EXPECT_EQ(this->keys(transaction, KeyRange::prefix(as_bytes("b")), Order::Descending), "bb b ");
  EXPECT_EQ(this->keys(transaction, this->range("c", "b"), Order::Ascending), "");
}

TYPED_TEST(StoreContract, AScanStopsWhenTold) {
  auto& transaction = this->store().begin();
  for (const char* key : {"a", "b", "c"}) this->put(transaction, key);
  int seen = 0;
  transaction.scan(Table::Node, KeyRange::all(), Order::Ascending,
                   [&](ByteView, ByteView) { return ++seen < 2; });
  EXPECT_EQ(seen, 2);
}

TYPED_TEST(StoreContract, AScanInsideAScanOfTheSameTableIsItsOwn) {
  this->commit([&](Transaction& transaction) {
    for (const char* key : {"a", "b", "c"}) this->put(transaction, key);
  });
  auto& transaction = this->store().begin();
  std::string all;
  transaction.scan(Table::Node, KeyRange::all(), Order::Ascending, [&](ByteView outer, ByteView) {
    all += to_string(outer) + ":" + this->keys(transaction, KeyRange::all(), Order::Ascending);
    return true;
  });
  EXPECT_EQ(all, "a:a b c b:a b c c:a b c ");
}

TYPED_TEST(StoreContract, TheLastOfARangeIsFound) {
  this->commit([&](Transaction& transaction) {
    for (const char* key : {"a1", "a2", "b1"}) this->put(transaction, key, key);
  });
  auto& transaction = this->store().begin();
  const auto last = transaction.last(Table::Node, KeyRange::prefix(as_bytes("a")));
  ASSERT_TRUE(last);
  EXPECT_EQ(to_string(last->first), "a2");
  EXPECT_EQ(transaction.count(Table::Node, KeyRange::prefix(as_bytes("a"))), 2u);
  EXPECT_FALSE(transaction.last(Table::Node, KeyRange::prefix(as_bytes("x"))));
}

TYPED_TEST(StoreContract, ASavepointUndoesOnlyWhatCameAfterIt) {
  this->commit([&](Transaction& transaction) { this->put(transaction, "k", "committed"); });
  auto& transaction = this->store().begin();
  this->put(transaction, "k", "before");
  transaction.savepoint();
  this->put(transaction, "k", "inside");
  this->put(transaction, "n", "inside");
  transaction.rollback_to_savepoint();
  EXPECT_EQ(this->get(transaction, "k"), "before");
  EXPECT_EQ(this->get(transaction, "n"), std::nullopt);
  transaction.savepoint();
  transaction.erase(Table::Node, as_bytes("k"));
  transaction.rollback_to_savepoint();
  EXPECT_EQ(this->get(transaction, "k"), "before");
}

TYPED_TEST(StoreContract, AnOuterSavepointUndoesWhatAnInnerOneKept) {
  this->commit([&](Transaction& transaction) { this->put(transaction, "k", "committed"); });
  auto& transaction = this->store().begin();
  transaction.savepoint();
  {
    Savepoint inner(transaction);
    transaction.erase(Table::Node, as_bytes("k"));
    this->put(transaction, "n", "inner");
    inner.keep();
  }
  EXPECT_EQ(this->get(transaction, "k"), std::nullopt);
  transaction.rollback_to_savepoint();
  EXPECT_EQ(this->get(transaction, "k"), "committed");
  EXPECT_EQ(this->get(transaction, "n"), std::nullopt);
}

TYPED_TEST(StoreContract, ARollbackLeavesNothing) {
  this->put(this->store().begin(), "k");
  this->store().rollback();
  EXPECT_EQ(this->get(this->store().begin(), "k"), std::nullopt);
}

TYPED_TEST(StoreContract, ACrashLosesTheOpenTransactionOnly) {
  this->commit([&](Transaction& transaction) { this->put(transaction, "kept"); });
  this->put(this->store().begin(), "lost");
  auto& transaction = this->bench_.reopened().begin();
  EXPECT_TRUE(transaction.contains(Table::Node, as_bytes("kept")));
  EXPECT_FALSE(transaction.contains(Table::Node, as_bytes("lost")));
}

TYPED_TEST(StoreContract, BeginningTwiceIsABug) {
  this->store().begin();
  EXPECT_THROW(this->store().begin(), std::logic_error);
}

TYPED_TEST(StoreContract, AFullDiskLeavesNothingOfTheTransactionAndPassesAgain) {
  this->commit([&](Transaction& transaction) { this->put(transaction, "before"); });
  this->bench_.fill_the_disk();
  auto& transaction = this->store().begin();
  for (int i = 0; i < 20; ++i) this->put(transaction, "k" + std::to_string(i), std::string(4'000, 'x'));
  transaction.index_text(1, "夜勤");
  const auto committed = this->store().commit();
  ASSERT_FALSE(committed);
  EXPECT_TRUE(committed.error().is(StoreError::DiskFull));

  auto& after = this->store().begin();
  EXPECT_EQ(this->keys(after, KeyRange::all(), Order::Ascending), "before ");
  EXPECT_TRUE(after.find_text("夜勤", 5).empty());
  this->store().rollback();

  this->bench_.free_the_disk();
  this->commit([&](Transaction& again) { this->put(again, "k0", std::string(4'000, 'x')); });
  EXPECT_EQ(this->keys(this->bench_.reopened().begin(), KeyRange::all(), Order::Ascending), "before k0 ");
}

TYPED_TEST(StoreContract, TextIsFoundNewestFirstUpToTheLimit) {
  auto& transaction = this->store().begin();
  for (std::uint64_t number = 1; number <= 5; ++number) transaction.index_text(number, "眠れない夜");
  transaction.index_text(6, "よく眠れた");
  EXPECT_EQ(transaction.find_text("眠れない", 3), (std::vector<std::uint64_t>{5, 4, 3}));
  EXPECT_EQ(transaction.find_text("眠", 2), (std::vector<std::uint64_t>{6, 5}));
  EXPECT_TRUE(transaction.find_text("", 3).empty());
  EXPECT_TRUE(transaction.find_text("眠れない", 0).empty());
}

TYPED_TEST(StoreContract, TextFollowsSavepointsAndUnindexing) {
  auto& transaction = this->store().begin();
  transaction.index_text(1, "転倒");
  transaction.savepoint();
  transaction.unindex_text(1);
  transaction.index_text(2, "転倒");
  EXPECT_EQ(transaction.find_text("転倒", 9), (std::vector<std::uint64_t>{2}));
  transaction.rollback_to_savepoint();
  EXPECT_EQ(transaction.find_text("転倒", 9), (std::vector<std::uint64_t>{1}));
  transaction.unindex_text(1);
  ASSERT_TRUE(this->store().commit());
  EXPECT_TRUE(this->store().begin().find_text("転倒", 9).empty());
}

}  // namespace
}  // namespace tasuki
