#include "core/engine/record/countersign.hpp"

#include <gtest/gtest.h>

#include "tests/support/memory_store.hpp"
#include "tests/support/prepared_agency.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::engine {
namespace {

class CountersignTest : public testing::Test {
 protected:
  void SetUp() override {
    test::prepare_agency(store.begin(), random, from_millis(0));
    ASSERT_TRUE(store.commit());
  }
  /// States and countersigns so many records in one batch and gives their numbers.
  std::vector<std::uint64_t> state(Transaction& transaction, std::size_t count) {
    const auto identity = load_identity(transaction).value();
    const auto staff = crypto::SigningKey::generate(random);
    std::vector<record::SignedRecord> records;
    std::vector<record::SignedRecord*> pointers;
    for (std::size_t i = 0; i < count; ++i) {
      records.push_back(record::make_record(random, record::Kind::Label, random.id<TeamId>(),
                                            {identity.agency, random.id<CertificateHash>()}, {}));
    }
    for (auto& one : records) pointers.push_back(&one);
    if (count > 0) record::sign_records(pointers, staff);
    countersign(transaction, identity, pointers);
    std::vector<std::uint64_t> numbers;
    for (const auto& one : records) {
      EXPECT_TRUE(record::verify_countersignature(one, identity.node_key.public_key()));
      numbers.push_back(one.countersignature->number.number);
    }
    return numbers;
  }

  test::SeededRandom random{8};
  test::MemoryStore store;
};

TEST_F(CountersignTest, NumbersRiseFromOneWithoutGaps) {
  auto& transaction = store.begin();
  EXPECT_EQ(state(transaction, 1), (std::vector<std::uint64_t>{1}));
  EXPECT_EQ(state(transaction, 3), (std::vector<std::uint64_t>{2, 3, 4}));
  EXPECT_EQ(state(transaction, 0), (std::vector<std::uint64_t>{}));
  const auto identity = load_identity(transaction).value();
  EXPECT_EQ(last_record_number(transaction, identity), (record::RecordNumber{1, 4}));
  EXPECT_EQ(next_record_number(transaction, identity), (record::RecordNumber{1, 5}));
}

TEST_F(CountersignTest, NoNumberWasGivenBeforeTheFirst) {
  auto& transaction = store.begin();
  EXPECT_EQ(last_record_number(transaction, load_identity(transaction).value()),
            (record::RecordNumber{1, 0}));
}

TEST_F(CountersignTest, AFailedCommitUsesNoNumbers) {
  state(store.begin(), 2);
  store.fail_next_commit(StoreError::DiskFull);
  EXPECT_FALSE(store.commit());
  EXPECT_EQ(state(store.begin(), 1), (std::vector<std::uint64_t>{1}));
}

TEST_F(CountersignTest, ANewIncarnationBeginsAtOneAgain) {
  auto& transaction = store.begin();
  state(transaction, 5);
  auto identity = load_identity(transaction).value();
  identity.incarnation = 2;
  EXPECT_EQ(next_record_number(transaction, identity), (record::RecordNumber{2, 1}));
  EXPECT_EQ(last_record_number(transaction, identity), (record::RecordNumber{2, 0}));
}

}  // namespace
}  // namespace tasuki::engine
