#include <gtest/gtest.h>

#include "core/audit/trail.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

/// An agency whose trail grows by what its staff do.
class Heads : public testing::Test {
 protected:
  Heads() { world_.pass(std::chrono::seconds(2)); }

  /// How many entries of the trail lie behind its newest signed head.
  std::uint64_t unsigned_entries() {
    std::uint64_t behind = 0;
    office_.node().prepare([&](Transaction& transaction) {
      const auto head = audit::newest_head(transaction);
      behind = audit::tail(transaction).number - (head ? audit::read_head(*head)->number : 0);
    });
    return behind;
  }
  std::size_t heads() {
    std::size_t count = 0;
    office_.node().prepare(
        [&](Transaction& transaction) { count = transaction.count(Table::AuditHead, KeyRange::all()); });
    return count;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
};

TEST_F(Heads, TheTrailsEndIsSignedWithinASecond) {
  ASSERT_EQ(unsigned_entries(), 0u);
  office_.log_in();
  EXPECT_GT(unsigned_entries(), 0u) << "not each batch pays for a signature";
  world_.pass(Duration(1'000), Duration(100));
  EXPECT_EQ(unsigned_entries(), 0u);
}

TEST_F(Heads, AnIdleNodeSignsNothing) {
  const auto commits = office_.node().commits();
  world_.pass(std::chrono::minutes(5));
  EXPECT_EQ(office_.node().commits(), commits);
  EXPECT_GT(heads(), 0u);
}

TEST_F(Heads, WhatACrashLeftUnsignedIsSignedAfterTheNextStart) {
  office_.log_in();
  office_.node().kill();
  ASSERT_GT(unsigned_entries(), 0u);
  office_.node().start();
  world_.pass(std::chrono::seconds(2));
  EXPECT_EQ(unsigned_entries(), 0u);
}

TEST_F(Heads, OnAFullDiskTheEndIsSignedWithTheTickAndNotWithWhatOnlyReads) {
  office_.log_in();
  office_.node().push(engine::DiskRoom{.full = true, .low = true});
  office_.node().clock().advance(std::chrono::seconds(2));
  proto::api::Request status;
  status.mutable_status();
  EXPECT_TRUE(office_.ask(std::move(status)).at(0).has_status());
  EXPECT_GT(unsigned_entries(), 0u) << "the answer did not wait for a write";
  world_.pass(std::chrono::seconds(2));
  EXPECT_EQ(unsigned_entries(), 0u);
}

}  // namespace
}  // namespace tasuki::test
