#include "core/record/record.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/base/protobuf.hpp"
#include "proto/records.pb.h"
#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

using test::TestAgency;

TeamId some_team() { return *TeamId::from(Bytes(32, 7)); }

std::vector<SignedRecord*> pointers(std::vector<SignedRecord>& records) {
  std::vector<SignedRecord*> all;
  for (auto& record : records) all.push_back(&record);
  return all;
}

class RecordTest : public ::testing::Test {
 protected:
  RecordTest() : record(hospital.state(Kind::Message, some_team(), copy(as_bytes("payload")))) {
    to_proto(record, message);
  }

  /// Whether `message`, as it now stands, still passes as what the hospital stated.
  bool passes() const {
    const auto read = from_proto(message);
    return read && verify_author(*read, hospital.staff_key().public_key()) &&
           verify_countersignature(*read, hospital.node_key().public_key());
  }

  TestAgency hospital{1};
  SignedRecord record;
  proto::record::SignedRecord message;
};

TEST_F(RecordTest, IsReadBackAsItWasWritten) {
  const auto read = parse_record(serialize(record));
  ASSERT_TRUE(read) << read.error().name();
  EXPECT_EQ(*read, record);
  EXPECT_TRUE(passes());
}

TEST_F(RecordTest, KeepsThePayloadsBytesAsTheyCame) {
  const Bytes not_canonical{0x08, 0x81, 0x00};  // field 1 = 1, in one byte more than needed
  const auto made = hospital.state(Kind::Message, some_team(), not_canonical);
  EXPECT_EQ(parse_record(serialize(made))->record.payload, not_canonical);
}

TEST_F(RecordTest, NothingOfItCanBeChanged) {
  using Message = proto::record::SignedRecord;
  const std::string other(32, 'x');
  const std::vector<std::function<void(Message&)>> changes{
      [](Message& m) { m.mutable_record()->set_version(2); },
      [](Message& m) { m.mutable_record()->set_kind(65); },
      [&](Message& m) { m.mutable_record()->set_team_id(other); },
      [&](Message& m) { m.mutable_record()->set_author(other); },
      [&](Message& m) { m.mutable_record()->set_staff_certificate(other); },
      [&](Message& m) { m.mutable_record()->set_salt(other); },
      [](Message& m) { m.mutable_record()->set_payload("paylord"); },
      [](Message& m) { m.mutable_signature()->set_leaf_count(2); },
      [](Message& m) { (*m.mutable_signature()->mutable_signature())[5] ^= 1; },
      [&](Message& m) { m.mutable_signature()->add_path(other); },
      [](Message& m) { m.mutable_countersignature()->set_incarnation(2); },
      [](Message& m) { m.mutable_countersignature()->set_number(2); },
      [](Message& m) { m.mutable_countersignature()->mutable_signature()->set_leaf_count(2); },
      [](Message& m) { (*m.mutable_countersignature()->mutable_signature()->mutable_signature())[5] ^= 1; },
      [](Message& m) { *m.mutable_countersignature()->mutable_signature() = m.signature(); },
      [](Message& m) { m.clear_countersignature(); },
  };
  const auto before = message;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    message = before;
    changes[i](message);
    EXPECT_FALSE(passes()) << "change " << i;
  }
}

TEST_F(RecordTest, OfBrokenFormIsRefused) {
  using Message = proto::record::SignedRecord;
  const std::vector<std::function<void(Message&)>> changes{
      [](Message& m) { m.mutable_record()->set_version(0); },
      [](Message& m) { m.mutable_record()->set_kind(0); },
      [](Message& m) { m.mutable_record()->set_team_id("short"); },
      [](Message& m) { m.mutable_record()->set_team_id(std::string(32, 0)); },
      [](Message& m) { m.mutable_record()->set_kind(1); },
      [](Message& m) { m.mutable_record()->clear_author(); },
      [](Message& m) { m.mutable_record()->set_staff_certificate(std::string(33, 0)); },
      [](Message& m) { m.mutable_record()->clear_salt(); },
      [](Message& m) { m.mutable_record()->clear_payload(); },
      [](Message& m) { m.clear_record(); },
      [](Message& m) { m.clear_signature(); },
      [](Message& m) { m.mutable_signature()->set_leaf_index(1); },
      [](Message& m) { m.mutable_signature()->add_path("short"); },
      [](Message& m) { m.mutable_signature()->mutable_signature()->pop_back(); },
      [](Message& m) {
        for (int i = 0; i < 33; ++i) m.mutable_signature()->add_path(std::string(32, 'p'));
      },
      [](Message& m) { m.mutable_countersignature()->set_number(0); },
      [](Message& m) { m.mutable_countersignature()->set_incarnation(0); },
      [](Message& m) { m.GetReflection()->MutableUnknownFields(&m)->AddVarint(99, 1); },
      [](Message& m) {
        auto& record = *m.mutable_record();
        record.GetReflection()->MutableUnknownFields(&record)->AddVarint(99, 1);
      },
  };
  const auto before = message;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    message = before;
    changes[i](message);
    const auto read = from_proto(message);
    ASSERT_FALSE(read) << "change " << i;
    EXPECT_TRUE(read.error().is(RecordError::Malformed)) << "change " << i;
  }
}

TEST_F(RecordTest, APayloadAbove80KiBIsRefusedAndOneOf80KiBIsNot) {
  message.mutable_record()->set_payload(std::string(kPayloadLimit, 'a'));
  EXPECT_TRUE(from_proto(message));
  message.mutable_record()->set_payload(std::string(kPayloadLimit + 1, 'a'));
  EXPECT_TRUE(from_proto(message).error().is(RecordError::TooLarge));
}

TEST_F(RecordTest, TheSamePayloadTwiceHasTwoIds) {
  const auto again = hospital.state(Kind::Message, some_team(), copy(as_bytes("payload")));
  EXPECT_NE(again.id, record.id);
}

TEST_F(RecordTest, ByANodeHasNoCountersignature) {
  auto receipt = hospital.state_by_node(Kind::Receipt, some_team(), copy(as_bytes("delivered")));
  EXPECT_TRUE(parse_record(serialize(receipt)));
  EXPECT_TRUE(verify_author(receipt, hospital.node_key().public_key()));
  EXPECT_FALSE(verify_countersignature(receipt, hospital.node_key().public_key()));
  receipt.countersignature = record.countersignature;
  EXPECT_TRUE(parse_record(serialize(receipt)).error().is(RecordError::Malformed));
}

TEST_F(RecordTest, ASignatureByTheNodeIsNoneByStaff) {
  auto forged = record;
  SignedRecord* const one = &forged;
  forged.record.staff_certificate = CertificateHash();
  sign_records({&one, 1}, hospital.staff_key());  // signed as a node would sign it
  forged.record.staff_certificate = record.record.staff_certificate;
  EXPECT_FALSE(verify_author(forged, hospital.staff_key().public_key()));
}

TEST_F(RecordTest, AFoundingNamesItsOwnTeam) {
  const auto founding = hospital.state(Kind::TeamFounding, TeamId(), copy(as_bytes("p")));
  EXPECT_EQ(team_of(founding), team_of_founding(founding.id));
  EXPECT_EQ(team_of(record), some_team());
}

TEST_F(RecordTest, TheStoreMayKeepOneThatIsNotSignedYet) {
  const auto unsigned_one =
      make_record(hospital.random(), Kind::Message, some_team(), hospital.author(), copy(as_bytes("p")));
  proto::record::SignedRecord stored;
  to_proto(unsigned_one, stored);
  EXPECT_EQ(*from_stored(stored), unsigned_one);
  EXPECT_FALSE(from_proto(stored));
}

class BatchTest : public ::testing::TestWithParam<std::size_t> {};

TEST_P(BatchTest, OneSignatureServesAll) {
  TestAgency office(2);
  std::vector<SignedRecord> records;
  for (std::size_t i = 0; i < GetParam(); ++i) {
    records.push_back(make_record(office.random(), Kind::Message, some_team(), office.author(), Bytes{1, 2}));
  }
  const auto all = pointers(records);
  sign_records(all, office.staff_key());
  const auto next = countersign_records(all, office.node_key(), {3, 100});
  EXPECT_EQ(next, (RecordNumber{3, 100 + GetParam()}));
  SignatureMemo memo;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto read = parse_record(serialize(records[i]));
    ASSERT_TRUE(read);
    EXPECT_TRUE(verify_author(*read, office.staff_key().public_key(), &memo));
    EXPECT_TRUE(verify_countersignature(*read, office.node_key().public_key(), &memo));
    EXPECT_EQ(read->signature.signature, records[0].signature.signature);
    EXPECT_EQ(read->countersignature->number, (RecordNumber{3, 100 + i}));
    EXPECT_FALSE(verify_author(*read, office.node_key().public_key(), &memo));
  }
}

INSTANTIATE_TEST_SUITE_P(OfSize, BatchTest, ::testing::Values(1, 2, 3, 4, 5, 8, 33, 100));

TEST_F(RecordTest, ARememberedSignatureServesNoOtherRecord) {
  SignatureMemo memo;
  ASSERT_TRUE(verify_author(record, hospital.staff_key().public_key(), &memo));
  auto other = hospital.state(Kind::Message, some_team(), copy(as_bytes("other")));
  other.signature = record.signature;
  EXPECT_FALSE(verify_author(other, hospital.staff_key().public_key(), &memo));
  TestAgency stranger(9);
  EXPECT_FALSE(verify_author(record, stranger.staff_key().public_key(), &memo));
}

}  // namespace
}  // namespace tasuki::record
