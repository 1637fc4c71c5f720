// The worked examples of docs/protocol.md, sections 2 and 8. Keys and random bytes are one byte repeated, as
// the page says: root 01, node 02, staff 03, transport 04, identity 05, envelope 06, team 07, salt 08.
#include <gtest/gtest.h>

#include "core/record/certificate.hpp"
#include "core/record/record.hpp"
#include "tests/support/protocol_document.hpp"

namespace tasuki::record {
namespace {

using crypto::DhKey;
using crypto::SigningKey;
using test::protocol_example;

Bytes repeated(std::uint8_t byte) { return Bytes(32, byte); }

class RecordProtocol : public ::testing::Test {
 protected:
  Card card() const {
    return {.agency = agency,
            .serial = 1,
            .name = "さくら精神科病院",
            .kind = "psychiatric-hospital",
            .incarnation = {.number = 1,
                            .node_key = node.public_key(),
                            .transport_key = DhKey::from_secret(repeated(4)).public_key(),
                            .identity_key = DhKey::from_secret(repeated(5)).public_key(),
                            .envelope_key = DhKey::from_secret(repeated(6)).public_key()}};
  }
  SignedBytes certificate() const {
    return sign_certificate({.agency = agency,
                             .staff = *StaffId::from(staff.public_key().bytes()),
                             .name = "田中",
                             .profession = "psw",
                             .role = "staff",
                             .issued_at = from_millis(1'771'000'000'000)},
                            root)
        .value();
  }
  SignedRecord example_record(std::uint8_t salt) const {
    SignedRecord made;
    made.record = {.kind = Kind::Message,
                   .team = *TeamId::from(repeated(7)),
                   .author = agency,
                   .staff_certificate = hash_of(certificate()),
                   .salt = *Salt::from(repeated(salt)),
                   .payload = copy(as_bytes("example"))};
    made.id = id_of(made.record);
    return made;
  }

  SigningKey root = SigningKey::from_seed(repeated(1));
  SigningKey node = SigningKey::from_seed(repeated(2));
  SigningKey staff = SigningKey::from_seed(repeated(3));
  AgencyId agency = *AgencyId::from(root.public_key().bytes());
};

TEST_F(RecordProtocol, TheCardIsAsTheDocumentSays) {
  const auto bytes = sign_card(card(), root).value();
  EXPECT_EQ(to_hex(bytes.payload), protocol_example("card-payload"));
  EXPECT_EQ(bytes.signature.hex(), protocol_example("card-signature"));
}

TEST_F(RecordProtocol, TheWhereaboutsAreAsTheDocumentSays) {
  const Whereabouts where{agency,
                          1,
                          2,
                          {"192.0.2.1:7411"},
                          {{"night", "045-000-0001", "病棟"}},
                          {"always", {"admission", "night-phone"}, 1'771'000'000'000}};
  const auto bytes = sign_whereabouts(where, node).value();
  EXPECT_EQ(to_hex(bytes.payload), protocol_example("whereabouts-payload"));
  EXPECT_EQ(bytes.signature.hex(), protocol_example("whereabouts-signature"));
}

TEST_F(RecordProtocol, TheCertificateIsAsTheDocumentSays) {
  const auto bytes = certificate();
  EXPECT_EQ(to_hex(bytes.payload), protocol_example("certificate-payload"));
  EXPECT_EQ(bytes.signature.hex(), protocol_example("certificate-signature"));
  EXPECT_EQ(hash_of(bytes).hex(), protocol_example("certificate-hash"));
}

TEST_F(RecordProtocol, TheRecordIdIsAsTheDocumentSays) {
  EXPECT_EQ(example_record(8).id.hex(), protocol_example("record-id"));
}

TEST_F(RecordProtocol, TheBatchOfThreeIsAsTheDocumentSays) {
  auto first = example_record(8);
  auto second = example_record(9);
  auto third = example_record(10);
  SignedRecord* const all[] = {&first, &second, &third};
  sign_records(all, staff);
  countersign_records(all, node, {1, 41});
  EXPECT_EQ(to_hex(concat({first.signature.path.at(0), first.signature.path.at(1)})),
            protocol_example("batch-path-of-the-first"));
  EXPECT_EQ(to_hex(third.signature.path.at(0)), protocol_example("batch-path-of-the-third"));
  EXPECT_EQ(first.signature.signature.hex(), protocol_example("batch-signature"));
  EXPECT_EQ(third.countersignature->signature.signature.hex(), protocol_example("countersignature"));
  EXPECT_EQ(third.countersignature->number, (RecordNumber{1, 43}));
}

TEST_F(RecordProtocol, TheSignedRecordIsAsTheDocumentSays) {
  auto record = example_record(8);
  SignedRecord* const one = &record;
  sign_records({&one, 1}, staff);
  countersign_records({&one, 1}, node, {1, 44});
  EXPECT_EQ(to_hex(serialize(record)), protocol_example("signed-record"));
}

}  // namespace
}  // namespace tasuki::record
