// Receipts that come before the message they are about wait for it, but not for ever.
#include <gtest/gtest.h>

#include "core/audit/trail.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

using test::kDay;

class EarlyRecords : public testing::Test {
 protected:
  EarlyRecords() {
    office_.pair_with(clinic_);
    office_.pair_with(nurses_);
    clinic_.pair_with(nurses_);
    team_ = office_.found_team({&clinic_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&clinic_, &nurses_});
    world_.pass(1min);
    world_.part("office", "clinic");
  }
  std::size_t rows(Table table) {
    const auto count = clinic_.node().store().begin().count(table, KeyRange::all());
    clinic_.node().store().rollback();
    return count;
  }
  std::size_t told() {
    std::size_t count = 0;
    clinic_.node().prepare([&](Transaction& transaction) {
      for (std::uint64_t number = 1; number <= audit::tail(transaction).number; ++number)
        if (audit::find_entry(transaction, number)->entry.kind == "waited-in-vain") ++count;
    });
    return count;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency clinic_{world_, "clinic", "clinic"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

TEST_F(EarlyRecords, WaitForTheirMessage) {
  office_.send(team_, "the clinic gets its receipt before it");
  world_.pass(1min);
  ASSERT_EQ(rows(Table::Early), 1u);
  EXPECT_EQ(rows(Table::EarlySince), 1u);
  world_.join("office", "clinic");
  world_.pass(5min);
  EXPECT_EQ(clinic_.inbox().size(), 1u);
  EXPECT_EQ(rows(Table::Early), 0u);
  EXPECT_EQ(rows(Table::EarlySince), 0u);
  EXPECT_EQ(told(), 0u);
}

TEST_F(EarlyRecords, AreDroppedAndToldOnceTheirMessageCannotComeAnyMore) {
  office_.send(team_, "the clinic never gets it");
  world_.pass(36 * kDay, 1h);
  EXPECT_EQ(rows(Table::Early), 1u) << "it may still come";
  world_.pass(2 * kDay, 1h);
  EXPECT_EQ(rows(Table::Early), 0u);
  EXPECT_EQ(rows(Table::EarlySince), 0u);
  EXPECT_EQ(told(), 1u);
}

TEST_F(EarlyRecords, OfAnEarlierVersionBeginToWaitWhenTheyAreSeen) {
  office_.send(team_, "the clinic never gets it");
  world_.pass(1min);
  clinic_.node().prepare([](Transaction& transaction) {
    std::vector<Bytes> keys;
    transaction.scan(Table::EarlySince, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
      keys.push_back(copy(key));
      return true;
    });
    for (const auto& key : keys) transaction.erase(Table::EarlySince, key);
  });
  world_.pass(1 * kDay, 1h);
  EXPECT_EQ(rows(Table::Early), 1u);
  EXPECT_EQ(rows(Table::EarlySince), 1u);
  world_.pass(38 * kDay, 1h);
  EXPECT_EQ(rows(Table::Early), 0u);
}

TEST_F(EarlyRecords, AClockThatJumpsDropsNoneWhileAnotherNodeTellsTheTime) {
  office_.send(team_, "the clinic has not got it yet");
  world_.pass(1min);
  clinic_.node().clock().set(clinic_.node().clock().now() + 400 * kDay);
  world_.cut_links_of(clinic_.node());
  world_.pass(7h, 10min);
  EXPECT_EQ(rows(Table::Early), 1u);
  EXPECT_EQ(told(), 0u);
}

}  // namespace
}  // namespace tasuki::test
