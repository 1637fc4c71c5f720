#include "core/record/record_store.hpp"

#include <gtest/gtest.h>

#include "core/record/certificate_store.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

using test::TestAgency;

class RecordStoreTest : public ::testing::Test {
 protected:
  StoredRecord some_record() {
    return {.record = office.state(Kind::Message, *TeamId::from(Bytes(32, 7)), Bytes{1}),
            .received_at = from_millis(5000),
            .from = office.id()};
  }

  TestAgency office{1};
  TestAgency thief{2};
  test::MemoryStore store;
  Transaction& transaction = store.begin();
};

TEST_F(RecordStoreTest, GivesBackWhatWasPut) {
  const auto record = some_record();
  put_record(transaction, record);
  const auto found = find_record(transaction, record.record.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->record, record.record);
  EXPECT_EQ(found->received_at, record.received_at);
  EXPECT_EQ(found->from, office.id());
  EXPECT_TRUE(was_received(transaction, record.record.id));
}

TEST_F(RecordStoreTest, KnowsWhatWasMadeHere) {
  auto record = some_record();
  record.from.reset();
  put_record(transaction, record);
  EXPECT_FALSE(find_record(transaction, record.record.id)->from);
}

TEST_F(RecordStoreTest, ATombstoneOutlivesTheContentAndKeepsItAway) {
  const auto record = some_record();
  put_record(transaction, record);
  bury_record(transaction, record.record.id, from_millis(9000));
  EXPECT_FALSE(find_record(transaction, record.record.id));
  EXPECT_EQ(buried_at(transaction, record.record.id), from_millis(9000));
  EXPECT_TRUE(was_received(transaction, record.record.id));
  put_record(transaction, record);
  EXPECT_FALSE(find_record(transaction, record.record.id));
}

TEST_F(RecordStoreTest, NothingOfABuriedRecordsContentStays) {
  auto record = some_record();
  put_record(transaction, record);
  bury_record(transaction, record.record.id, from_millis(9000));
  EXPECT_EQ(store.dump().find(record.record.record.salt.str()), std::string::npos);
}

TEST_F(RecordStoreTest, KeepsACertificateUnderItsHash) {
  EXPECT_EQ(*keep_certificate(transaction, office.certificate()), office.certificate_hash());
  EXPECT_EQ(find_certificate(transaction, office.certificate_hash())->name, "田中");
  EXPECT_EQ(signed_certificate(transaction, office.certificate_hash()), office.certificate());
  EXPECT_FALSE(find_certificate(transaction, thief.certificate_hash()));
}

TEST_F(RecordStoreTest, KeepsNoForgedCertificate) {
  auto forged = office.certificate();
  forged.payload.back() ^= 1;
  EXPECT_FALSE(keep_certificate(transaction, forged));
}

TEST_F(RecordStoreTest, OfSeveralEndsTheEarliestCounts) {
  ASSERT_TRUE(keep_certificate(transaction, office.certificate()));
  EXPECT_TRUE(*keep_certificate_end(transaction, office.certificate_end({1, 10})));
  EXPECT_TRUE(*keep_certificate_end(transaction, office.certificate_end({1, 7})));
  EXPECT_FALSE(*keep_certificate_end(transaction, office.certificate_end({1, 12})));
  EXPECT_EQ(find_certificate_end(transaction, office.certificate_hash())->last, (RecordNumber{1, 7}));
}

TEST_F(RecordStoreTest, AnEndNeedsItsCertificateAndTheSameAgency) {
  EXPECT_TRUE(keep_certificate_end(transaction, office.certificate_end({1, 10}))
                  .error()
                  .is(RecordError::UnknownCertificate));
  ASSERT_TRUE(keep_certificate(transaction, office.certificate()));
  const StaffCertificateEnd foreign{.agency = thief.id(), .certificate = office.certificate_hash()};
  EXPECT_TRUE(keep_certificate_end(transaction, sign_certificate_end(foreign, thief.root_key()))
                  .error()
                  .is(RecordError::ForeignCertificate));
}

}  // namespace
}  // namespace tasuki::record
