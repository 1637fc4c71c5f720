#include "core/record/check.hpp"

#include <gtest/gtest.h>

#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

using test::TestAgency;

class CheckTest : public ::testing::Test {
 protected:
  void introduce(const TestAgency& agency) {
    ASSERT_TRUE(keep_card(transaction, agency.signed_card()));
    ASSERT_TRUE(keep_certificate(transaction, agency.certificate()));
  }
  Result<Standing> check(const SignedRecord& record) { return check_record(transaction, record, nullptr); }
  SignedRecord some_message() { return office.state(Kind::Message, team, Bytes{1}); }
  void sign_as_staff(SignedRecord& record) {
    record.id = id_of(record.record);
    SignedRecord* const one = &record;
    sign_records({&one, 1}, office.staff_key());
    countersign_records({&one, 1}, office.node_key(), {1, 50});
  }

  const TeamId team = *TeamId::from(Bytes(32, 7));
  TestAgency office{1};
  TestAgency thief{2};
  test::MemoryStore store;
  Transaction& transaction = store.begin();
};

TEST_F(CheckTest, AcceptsWhatAStaffMemberStated) {
  introduce(office);
  EXPECT_EQ(*check(some_message()), Standing::Accepted);
}

TEST_F(CheckTest, AcceptsWhatANodeStated) {
  introduce(office);
  EXPECT_EQ(*check(office.state_by_node(Kind::Receipt, team, Bytes{1})), Standing::Accepted);
}

TEST_F(CheckTest, WaitsForTheCertificateAndThenForTheCard) {
  const auto message = some_message();
  EXPECT_EQ(*check(message), Standing::WaitingForCertificate);
  ASSERT_TRUE(keep_certificate(transaction, office.certificate()));
  EXPECT_EQ(*check(message), Standing::WaitingForCard);
  ASSERT_TRUE(keep_card(transaction, office.signed_card()));
  EXPECT_EQ(*check(message), Standing::Accepted);
}

TEST_F(CheckTest, ANodesWordWaitsForItsCard) {
  EXPECT_EQ(*check(office.state_by_node(Kind::Receipt, team, Bytes{1})), Standing::WaitingForCard);
}

TEST_F(CheckTest, RefusesForgedSignatures) {
  introduce(office);
  auto message = some_message();
  SignedRecord* const one = &message;
  sign_records({&one, 1}, thief.staff_key());
  EXPECT_TRUE(check(message).error().is(RecordError::NotAuthentic));
  message = some_message();
  countersign_records({&one, 1}, thief.node_key(), {1, 9});
  EXPECT_TRUE(check(message).error().is(RecordError::NotAuthentic));
  auto receipt = office.state_by_node(Kind::Receipt, team, Bytes{1});
  SignedRecord* const the_receipt = &receipt;
  sign_records({&the_receipt, 1}, thief.node_key());
  EXPECT_TRUE(check(receipt).error().is(RecordError::NotAuthentic));
}

TEST_F(CheckTest, RefusesAnAgencyThatNamesAnothersCertificate) {
  introduce(office);
  introduce(thief);
  auto forged = thief.state(Kind::Message, team, Bytes{1});
  forged.record.staff_certificate = office.certificate_hash();
  sign_as_staff(forged);
  EXPECT_TRUE(check(forged).error().is(RecordError::ForeignCertificate));
}

TEST_F(CheckTest, RefusesTheWordOfAnAuditor) {
  auto certificate = *read_certificate(office.certificate().payload);
  certificate.role = "auditor";
  introduce(office);
  const auto hash = keep_certificate(transaction, *sign_certificate(certificate, office.root_key()));
  auto message = some_message();
  message.record.staff_certificate = *hash;
  sign_as_staff(message);
  EXPECT_TRUE(check(message).error().is(RecordError::RoleMayNotState));
}

TEST_F(CheckTest, RefusesCareAfterTheEndOfACertificateButKeepsGovernanceForTheFold) {
  introduce(office);
  const auto before = some_message();
  const auto end = office.certificate_end(office.last_number());
  const auto after = some_message();
  const auto governance = office.state(Kind::Refusal, team, Bytes{1});
  ASSERT_TRUE(keep_certificate_end(transaction, end));
  EXPECT_EQ(*check(before), Standing::Accepted);
  EXPECT_TRUE(check(after).error().is(RecordError::CertificateEnded));
  EXPECT_EQ(*check(governance), Standing::Accepted);
}

TEST_F(CheckTest, ANodeStatesNoGovernance) {
  introduce(office);
  EXPECT_TRUE(
      check(office.state_by_node(Kind::Withdrawal, team, Bytes{1})).error().is(RecordError::StaffRequired));
}

TEST_F(CheckTest, RefusesCareThatALaterVersionStates) {
  introduce(office);
  EXPECT_TRUE(check(office.state(Kind{99}, team, Bytes{1})).error().is(RecordError::UnknownVersion));
  auto message = some_message();
  message.record.version = 2;
  sign_as_staff(message);
  EXPECT_TRUE(check(message).error().is(RecordError::UnknownVersion));
}

TEST_F(CheckTest, StaffRecordsOfAnEarlierIncarnationStayGood) {
  introduce(office);
  const auto message = some_message();
  office.begin_incarnation();
  ASSERT_TRUE(keep_card(transaction, office.signed_card()));
  EXPECT_EQ(*check(message), Standing::Accepted);
  EXPECT_EQ(*check(some_message()), Standing::Accepted);
}

TEST_F(CheckTest, TheNodeKeyOfAnEarlierIncarnationStatesNothingNew) {
  introduce(office);
  const auto by_the_thief = office.state_by_node(Kind::Receipt, team, Bytes{1});
  office.begin_incarnation();
  ASSERT_TRUE(keep_card(transaction, office.signed_card()));
  EXPECT_TRUE(check(by_the_thief).error().is(RecordError::NotAuthentic));
}

TEST_F(CheckTest, WaitsForACardOfTheIncarnationThatCountersigned) {
  introduce(office);
  office.begin_incarnation();
  EXPECT_EQ(*check(some_message()), Standing::WaitingForCard);
}

}  // namespace
}  // namespace tasuki::record
