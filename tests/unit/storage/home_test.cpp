#include "storage/home.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.hpp"

namespace tasuki::storage {
namespace {

namespace fs = std::filesystem;

template <class T>
Error error_of(const Result<T>& result) {
  return result ? Error() : result.error();
}

class Homes : public testing::Test {
 protected:
  void make_home() {
    auto fresh = NewHome::begin(home_).value();
    ASSERT_TRUE(create_private_file(fresh.draft().store(), as_bytes("store")));
    ASSERT_TRUE(create_private_file(fresh.draft().slots() / "a.slot", as_bytes("slot")));
    ASSERT_TRUE(fresh.finish());
  }
  /// What a process leaves that is killed in the middle of making one.
  void leave_half_a_home() {
    auto fresh = NewHome::begin(home_).value();
    ASSERT_TRUE(create_private_file(fresh.draft().store(), as_bytes("half")));
    const fs::path copy = folder_ / "copy";
    fs::copy(home_, copy, fs::copy_options::recursive);
    fs::rename(copy / ".init" / "slots", copy / "slots");
    home_ = copy;
  }

  test::TemporaryFolder folder_;
  fs::path home_ = folder_ / "home";
};

TEST_F(Homes, AHomeIsMadeOpenedAndPrivate) {
  make_home();
  const auto home = Home::open(home_);
  ASSERT_TRUE(home);
  EXPECT_TRUE(fs::exists(home->layout().slots() / "a.slot"));
  EXPECT_FALSE(fs::exists(home->layout().nursery()));
  for (const auto& path : {home_, home->layout().slots()}) {
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all) << path;
  }
}

TEST_F(Homes, WhereNoneIsItIsMissing) {
  EXPECT_TRUE(error_of(Home::open(home_)).is(StorageError::HomeMissing));
  fs::create_directory(home_);
  EXPECT_TRUE(error_of(Home::open(home_)).is(StorageError::HomeMissing));
}

TEST_F(Homes, WhatIsNotFinishedLeavesNothing) {
  {
    auto fresh = NewHome::begin(home_).value();
    ASSERT_TRUE(create_private_file(fresh.draft().store(), as_bytes("half")));
  }
  EXPECT_FALSE(fs::exists(home_));
}

TEST_F(Homes, OneWhoseStoreIsPartlyInItsLogIsNotFinished) {
  {
    auto fresh = NewHome::begin(home_).value();
    ASSERT_TRUE(create_private_file(fresh.draft().store(), as_bytes("store")));
    const fs::path log = fresh.draft().store().string() + "-wal";
    ASSERT_TRUE(create_private_file(log, as_bytes("the rest")));
    EXPECT_TRUE(error_of(fresh.finish()).is(StorageError::HomeUnusable));
    EXPECT_FALSE(fs::exists(home_ / "store.db"));
    fs::resize_file(log, 0);
    EXPECT_TRUE(fresh.finish());
  }
  EXPECT_TRUE(Home::open(home_));
}

TEST_F(Homes, AHalfMadeOneIsNoHomeAndIsSweptAway) {
  leave_half_a_home();
  EXPECT_TRUE(error_of(Home::open(home_)).is(StorageError::HomeMissing));
  make_home();
  EXPECT_TRUE(Home::open(home_));
}

TEST_F(Homes, ASecondOneIsNotMadeOverTheFirst) {
  make_home();
  EXPECT_TRUE(error_of(NewHome::begin(home_)).is(StorageError::HomeExists));
  EXPECT_TRUE(Home::open(home_));
}

TEST_F(Homes, NoneIsMadeAmongSomebodysFiles) {
  fs::create_directory(home_);
  ASSERT_TRUE(create_private_file(home_ / "letter.txt", as_bytes("dear")));
  EXPECT_TRUE(error_of(NewHome::begin(home_)).is(StorageError::HomeExists));
  EXPECT_TRUE(fs::exists(home_ / "letter.txt"));
}

TEST_F(Homes, AnEmptyFolderBecomesPrivate) {
  fs::create_directory(home_);
  fs::permissions(home_, fs::perms::others_read | fs::perms::others_exec, fs::perm_options::add);
  make_home();
  EXPECT_TRUE(Home::open(home_));
}

TEST_F(Homes, OneThatOthersMayEnterIsRefused) {
  make_home();
  fs::permissions(home_, fs::perms::group_exec, fs::perm_options::add);
  const Error error = error_of(Home::open(home_));
  EXPECT_TRUE(error.is(StorageError::HomeTooOpen));
  EXPECT_EQ(error.detail(), "home");
}

TEST_F(Homes, OneOfWhichOthersMayReadAnyPartIsRefusedAndThePartIsNamed) {
  make_home();
  ASSERT_TRUE(create_private_file(home_ / "slots" / "unused.slot", as_bytes("slot")));
  for (const char* part : {"store.db-wal", "store.db-shm"}) {
    ASSERT_TRUE(create_private_file(home_ / part, as_bytes("pages")));
  }
  ASSERT_TRUE(Home::open(home_));
  for (const char* part :
       {"slots", "slots/a.slot", "slots/unused.slot", "store.db", "store.db-wal", "store.db-shm", "lock"}) {
    const fs::path path = home_ / part;
    fs::permissions(path, fs::perms::group_read, fs::perm_options::add);
    const Error error = error_of(Home::open(home_));
    EXPECT_TRUE(error.is(StorageError::HomeTooOpen)) << part;
    EXPECT_EQ(error.detail(), path.filename().string());
    fs::permissions(path, fs::perms::group_read, fs::perm_options::remove);
  }
  EXPECT_TRUE(Home::open(home_));
}

TEST_F(Homes, OneInUseIsRefusedUntilItsUserIsGone) {
  make_home();
  {
    const auto first = Home::open(home_);
    ASSERT_TRUE(first);
    const Error error = error_of(Home::open(home_));
    EXPECT_TRUE(error.is(StorageError::HomeInUse));
    EXPECT_EQ(error.detail(), std::to_string(::getpid()));
    EXPECT_TRUE(error_of(NewHome::begin(home_)).is(StorageError::HomeExists));
  }
  EXPECT_TRUE(Home::open(home_)) << "a lock file without a living owner is no obstacle";
}

TEST_F(Homes, TwoAreNotMadeInOneFolderAtOnce) {
  const auto first = NewHome::begin(home_);
  EXPECT_TRUE(error_of(NewHome::begin(home_)).is(StorageError::HomeInUse));
}

}  // namespace
}  // namespace tasuki::storage
