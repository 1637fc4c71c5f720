#include "storage/migrations.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.hpp"

namespace tasuki::storage {
namespace {

constexpr Migration kFirst{1, "CREATE TABLE one (a INTEGER) STRICT;"};
constexpr Migration kSecond{2, "CREATE TABLE two (a INTEGER) STRICT; INSERT INTO two VALUES (7);"};
constexpr Migration kBroken{2, "CREATE TABLE two (a INTEGER) STRICT; INSERT INTO nowhere VALUES (7);"};

class Migrations : public testing::Test {
 protected:
  test::TemporaryFolder folder_;
  Connection database_{folder_ / "plain.db", true};
};

TEST_F(Migrations, AreNumberedFromOneWithoutAGap) {
  std::int64_t expected = 1;
  for (const auto& migration : migrations()) EXPECT_EQ(migration.number, expected++);
  EXPECT_GT(expected, 1);
}

TEST_F(Migrations, RunOnceAndOnlyWhatIsMissing) {
  const Migration both[] = {kFirst, kSecond};
  ASSERT_TRUE(migrate(database_, std::span(both).first(1)));
  EXPECT_EQ(database_.ask("PRAGMA user_version"), "1");
  ASSERT_TRUE(migrate(database_, both));
  ASSERT_TRUE(migrate(database_, both));
  EXPECT_EQ(database_.ask("SELECT count(*) FROM two"), "1");
  EXPECT_EQ(database_.ask("PRAGMA user_version"), "2");
}

TEST_F(Migrations, AFailedOneLeavesTheVersionBeforeIt) {
  const Migration both[] = {kFirst, kBroken};
  EXPECT_THROW(static_cast<void>(migrate(database_, both)), SqlFault);
  EXPECT_EQ(database_.ask("PRAGMA user_version"), "1");
  EXPECT_EQ(database_.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'two'"), "0");
}

TEST_F(Migrations, ADatabaseThatIsAheadIsRefused) {
  database_.run("PRAGMA user_version = 2");
  const auto migrated = migrate(database_, std::span(&kFirst, 1));
  ASSERT_FALSE(migrated);
  EXPECT_TRUE(migrated.error().is(StorageError::StoreTooNew));
}

}  // namespace
}  // namespace tasuki::storage
