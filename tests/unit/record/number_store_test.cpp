#include "core/record/number_store.hpp"

#include <gtest/gtest.h>

#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

class NumberStoreTest : public ::testing::Test {
 protected:
  SignedRecord state() { return office.state(Kind::Message, TeamId({7}), Bytes{1}); }
  void renumber(SignedRecord& record, const RecordNumber& number) {
    SignedRecord* const one = &record;
    countersign_records({&one, 1}, office.node_key(), number);
  }

  test::TestAgency office{1};
  test::MemoryStore store;
  Transaction& transaction = store.begin();
};

TEST_F(NumberStoreTest, RecordsUnderNumbersOfTheirOwnAreNothingToReport) {
  const auto first = state();
  EXPECT_FALSE(keep_number(transaction, first));
  EXPECT_FALSE(keep_number(transaction, state()));
  EXPECT_FALSE(keep_number(transaction, first)) << "the same record once more";
}

TEST_F(NumberStoreTest, ASecondRecordUnderANumberIsReportedWithTheFirst) {
  const auto first = state();
  keep_number(transaction, first);
  for (int i = 0; i < 2; ++i) {
    auto second = state();
    renumber(second, first.countersignature->number);
    EXPECT_EQ(keep_number(transaction, second), first.id) << "the first stays";
  }
}

TEST_F(NumberStoreTest, AnotherIncarnationOrAgencyCountsForItself) {
  const auto first = state();
  keep_number(transaction, first);
  auto next_life = state();
  renumber(next_life, {2, first.countersignature->number.number});
  EXPECT_FALSE(keep_number(transaction, next_life));
  test::TestAgency hospital(2);
  EXPECT_FALSE(keep_number(transaction, hospital.state(Kind::Message, TeamId({7}), Bytes{1})));
}

TEST_F(NumberStoreTest, ANodesOwnRecordsHaveNoNumbers) {
  EXPECT_FALSE(keep_number(transaction, office.state_by_node(Kind::Receipt, TeamId({7}), Bytes{1})));
  EXPECT_EQ(transaction.count(Table::RecordNumber, KeyRange::all()), 0u);
}

}  // namespace
}  // namespace tasuki::record
