#include "storage/sqlcipher_store.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "storage/encrypted_file.hpp"
#include "storage/migrations.hpp"
#include "storage/text_index.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::storage {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

class OneStore : public testing::Test {
 protected:
  OneStore() { store_ = SqlcipherStore::create(file_, key_).value(); }

  void write(std::string_view key, std::string_view value) {
    store_->begin().put(Table::Node, as_bytes(key), as_bytes(value));
    ASSERT_TRUE(store_->commit());
  }
  Error error_on_opening(const Secret<32>& key) {
    store_.reset();
    auto opened = SqlcipherStore::open(file_, key);
    return opened ? Error() : opened.error();
  }
  Error error_on_opening() { return error_on_opening(key_); }
  bool holds(std::string_view key) {
    store_ = SqlcipherStore::open(file_, key_).value();
    return store_->begin().contains(Table::Node, as_bytes(key));
  }

  test::SeededRandom random_{1};
  Secret<32> key_ = Secret<32>::random(random_);
  test::TemporaryFolder folder_;
  fs::path file_ = folder_ / "store.db";
  std::unique_ptr<SqlcipherStore> store_;
};

TEST_F(OneStore, AnotherKeyDoesNotOpenItAndChangesNothing) {
  write("k", "v");
  store_.reset();
  const std::string before = content(file_);
  EXPECT_TRUE(error_on_opening(Secret<32>::random(random_)).is(StorageError::StoreDamaged));
  EXPECT_EQ(content(file_), before);
  EXPECT_TRUE(holds("k"));
}

TEST_F(OneStore, AMissingFileIsNotMadeAnew) {
  store_.reset();
  fs::remove(file_);
  EXPECT_TRUE(error_on_opening().is(StorageError::StoreMissing));
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(OneStore, AnEmptyFileIsNotTakenForANewStore) {
  store_.reset();
  fs::resize_file(file_, 0);
  EXPECT_TRUE(error_on_opening().is(StorageError::StoreDamaged));
  EXPECT_EQ(fs::file_size(file_), 0u);
}

TEST_F(OneStore, APlainDatabaseIsRefused) {
  store_.reset();
  fs::remove(file_);
  Connection(file_, true).run("CREATE TABLE node (key, value)");
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_TRUE(error_on_opening().is(StorageError::StoreNotEncrypted));
}

TEST_F(OneStore, ACutFileIsNamedDamagedAndOpensAgainWhenWhole) {
  write("k", std::string(50'000, 'x'));
  store_.reset();
  const std::string whole = content(file_);
  overwrite(file_, whole.substr(0, whole.size() / 2 + 100));
  EXPECT_TRUE(error_on_opening().is(StorageError::StoreDamaged));
  overwrite(file_, whole);
  EXPECT_TRUE(holds("k"));
}

TEST_F(OneStore, AFlippedByteInTheFirstPageIsNamedDamaged) {
  write("k", "v");
  store_.reset();
  const std::string whole = content(file_);
  for (std::size_t at = 16; at < 4'096; at += 509) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    overwrite(file_, flipped);
    EXPECT_TRUE(error_on_opening().is(StorageError::StoreDamaged)) << at;
  }
  overwrite(file_, whole);
  EXPECT_TRUE(holds("k"));
}

TEST_F(OneStore, ADamagedPageFurtherInIsAFaultWhereItIsReadAndTheRestStays) {
  for (char c = 'a'; c <= 'z'; ++c) write(std::string(1, c), std::string(20'000, c));
  store_.reset();
  std::string bytes = content(file_);
  bytes[bytes.size() - 100] = static_cast<char>(bytes[bytes.size() - 100] ^ 1);
  overwrite(file_, bytes);
  store_ = SqlcipherStore::open(file_, key_).value();
  auto& transaction = store_->begin();
  int readable = 0;
  int faults = 0;
  for (char c = 'a'; c <= 'z'; ++c) {
    try {
      readable += transaction.contains(Table::Node, as_bytes(std::string(1, c))) ? 1 : 0;
    } catch (const StoreFault&) {
      ++faults;
    }
  }
  EXPECT_GE(readable, 20);
  EXPECT_GE(faults, 1);
}

TEST_F(OneStore, FilesThatOthersMayReadAreRefused) {
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  store_.reset();
  fs::permissions(file_, fs::perms::group_read, fs::perm_options::add);
  const Error error = error_on_opening();
  EXPECT_TRUE(error.is(StorageError::HomeTooOpen));
  EXPECT_EQ(error.detail(), "store.db");
}

TEST_F(OneStore, NoFileHoldsWhatWasWritten) {
  const std::string canary = "canary-7f3a";
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += canary;
  auto& transaction = store_->begin();
  transaction.put(Table::Message, as_bytes(canary), as_bytes(many));
  transaction.index_text(1, many);
  ASSERT_TRUE(store_->commit());
  ASSERT_TRUE(store_->index_waiting(10));
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
    EXPECT_THAT(content(entry.path()), testing::Not(testing::HasSubstr(canary))) << entry.path();
    EXPECT_EQ(entry.status().permissions() & fs::perms(077), fs::perms::none) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 3);  // database, log, log index
}

TEST_F(OneStore, ACheckpointBesideTheWriterCopiesWhatIsCommitted) {
  write("k", std::string(100'000, 'x'));
  EXPECT_GT(store_->wal_pages(), 20u);
  auto& transaction = store_->begin();
  transaction.put(Table::Node, as_bytes("open"), {});
  EXPECT_EQ(store_->checkpoint().value(), 0u);
  ASSERT_TRUE(store_->commit());
  EXPECT_EQ(store_->checkpoint().value(), 0u);
  write("next", "v");
  EXPECT_LT(store_->wal_pages(), 10u) << "the log begins anew";
}

TEST_F(OneStore, WhatIsCommittedIsInTheLogBeforeACheckpoint) {
  write("k", "v");
  fs::path other = fs::path(folder_.path()) / "copied";
  fs::create_directory(other);
  fs::copy(file_, other / "store.db");
  fs::copy(file_.string() + "-wal", other / "store.db-wal");
  auto copy = SqlcipherStore::open(other / "store.db", key_).value();
  EXPECT_TRUE(copy->begin().contains(Table::Node, as_bytes("k")));
}

TEST_F(OneStore, SaysWhetherItsLogCouldBeFinished) {
  const std::string log = file_.string() + "-wal";
  write("k", "v");
  {
    auto reader = open_beside(file_, key_).value();
    reader.run("BEGIN");
    reader.ask("SELECT count(*) FROM sqlite_schema");
    write("l", "v");
    const auto finished = store_->finish_log();
    ASSERT_FALSE(finished);
    EXPECT_TRUE(finished.error().is(StoreError::CommitFailed));
    EXPECT_GT(fs::file_size(log), 0u);
  }
  ASSERT_TRUE(store_->finish_log());
  EXPECT_EQ(fs::file_size(log), 0u);
  write("m", "v");
  EXPECT_GT(fs::file_size(log), 0u) << "it is a store as before";
}

TEST_F(OneStore, EveryTableOfTheRulesIsInTheSchema) {
  for (const auto& table : kTables) {
    EXPECT_THAT(store_->schema(), testing::HasSubstr("CREATE TABLE " + std::string(table.name) + " ("));
  }
}

// What the migrations make, as a reviewer sees it. A change here needs a migration of its own.
TEST_F(OneStore, TheSchemaIsTheGoldenOne) {
  EXPECT_EQ(store_->schema(), content("tests/unit/storage/schema.golden.sql"));
}

TEST_F(OneStore, OfWhichATableIsGoneIsNamedDamaged) {
  write("k", "v");
  store_.reset();
  {
    auto connection = open_encrypted(file_, key_).value();
    connection.run("DROP TABLE receipt");
  }
  const Error error = error_on_opening();
  EXPECT_TRUE(error.is(StorageError::StoreDamaged));
  EXPECT_EQ(error.detail(), "receipt");
}

TEST_F(OneStore, OfEveryEarlierSchemaIsBroughtForwardWithItsRows) {
  for (std::size_t released = 1; released < migrations().size(); ++released) {
    const fs::path old = folder_ / ("schema-" + std::to_string(released));
    {
      auto connection = create_encrypted(old, key_).value();
      register_tokenizer(connection);
      ASSERT_TRUE(migrate(connection, migrations().first(released)));
      connection.run(
          "INSERT INTO node VALUES (x'6b', x'76'); INSERT INTO record VALUES (x'01', x'02');"
          "INSERT INTO text_waiting VALUES (x'0000000000000007', x'01e79ca0e3828c')");
    }
    auto opened = SqlcipherStore::open(old, key_);
    ASSERT_TRUE(opened) << released << opened.error().name();
    EXPECT_EQ((*opened)->schema(), store_->schema()) << released;
    auto& transaction = (*opened)->begin();
    EXPECT_EQ(transaction.get(Table::Node, as_bytes("k")), copy(as_bytes("v"))) << released;
    EXPECT_TRUE(transaction.contains(Table::Record, Bytes{1})) << released;
    EXPECT_THAT(transaction.find_text("眠れ", 9), testing::ElementsAre(7u)) << released;
  }
}

TEST_F(OneStore, OfTheTenthSchemaHasWhatIsFollowedInATableOfItsOwn) {
  const Bytes team(32, 0x0a);  // a line feed in a text, a zero below: bytes stay bytes
  const Bytes id(32, 0x00);
  const Bytes other(32, 0xff);
  const auto key = [&](std::uint8_t place, const Bytes& rest) {
    return concat({team, ByteView(&place, 1), rest});
  };
  const fs::path old = folder_ / "schema-10";
  {
    auto connection = create_encrypted(old, key_).value();
    register_tokenizer(connection);
    ASSERT_TRUE(migrate(connection, migrations().first(10)));
    const auto insert = [&](const Bytes& row, const char* value) {
      const std::string sql = "INSERT INTO form VALUES (x'" + to_hex(row) + "', " + value + ")";
      connection.run(sql.c_str());
    };
    insert(key(0x02, id), "x''");                   // a sign's definition
    insert(key(0x06, id), "x'01'");                 // a handoff that was told
    insert(key(0xf0, id), "x'01'");                 // a question that was told
    insert(key(0xf0, other), "x''");                // and one that was not
    insert(key(0xf1, concat({id, other})), "x''");  // an answer
    insert(key(0xf2, other), "x''");                // a report
  }
  auto opened = SqlcipherStore::open(old, key_);
  ASSERT_TRUE(opened) << opened.error().name();
  auto& transaction = (*opened)->begin();
  EXPECT_EQ(transaction.get(Table::Followed, key(1, id)), Bytes{1});
  EXPECT_EQ(transaction.get(Table::Followed, key(2, id)), Bytes{1});
  EXPECT_EQ(transaction.get(Table::Followed, key(2, other)), Bytes{});
  EXPECT_EQ(transaction.get(Table::Followed, key(3, concat({id, other}))), Bytes{});
  EXPECT_EQ(transaction.get(Table::Followed, key(4, other)), Bytes{});
  EXPECT_EQ(transaction.count(Table::Followed, KeyRange::all()), 5u);
  EXPECT_EQ(transaction.get(Table::Form, key(0x02, id)), Bytes{});
  EXPECT_EQ(transaction.get(Table::Form, key(0x06, id)), Bytes{});
  EXPECT_EQ(transaction.count(Table::Form, KeyRange::all()), 2u);
}

TEST_F(OneStore, ANewerSchemaIsRefused) {
  store_.reset();
  open_encrypted(file_, key_).value().run("PRAGMA user_version = 9999");
  EXPECT_TRUE(error_on_opening().is(StorageError::StoreTooNew));
}

}  // namespace
}  // namespace tasuki::storage
