#pragma once

#include "core/audit/export.hpp"
#include "core/audit/export_check.hpp"
#include "core/care/receipt.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/record_store.hpp"
#include "tests/unit/audit/trail_fixture.hpp"

namespace tasuki::audit::fixture {

/// An agency with its keys and one member of staff, as others see it.
struct Office {
  explicit Office(Random& random, std::string name)
      : root(crypto::SigningKey::generate(random)),
        node(crypto::SigningKey::generate(random)),
        person(crypto::SigningKey::generate(random)),
        agency(*AgencyId::from(root.public_key().bytes())),
        staff(*StaffId::from(person.public_key().bytes())) {
    record::Card details{agency, 1, std::move(name), "visiting-nursing", {1, node.public_key(), {}, {}, {}}};
    details.incarnation.transport_key = crypto::DhKey::generate(random).public_key();
    details.incarnation.identity_key = crypto::DhKey::generate(random).public_key();
    details.incarnation.envelope_key = crypto::DhKey::generate(random).public_key();
    card = *record::sign_card(details, root);
    certificate =
        *record::sign_certificate({agency, staff, "田中はるか", "visiting-nurse", "staff", kNow}, root);
  }

  void introduce_to(Transaction& transaction) const {
    EXPECT_TRUE(record::keep_card(transaction, card));
    EXPECT_TRUE(record::keep_certificate(transaction, certificate));
  }

  /// A receipt of this agency about `message`, signed and countersigned, kept under `number`.
  RecordId receipt(Transaction& transaction, Random& random, const RecordId& message,
                   care::ReceiptState state, Time at, std::uint64_t number = 1) const {
    const bool by_node = state == care::ReceiptState::Delivered;
    const Bytes payload = *care::serialize(care::Receipt{at, message, state, ""});
    auto record =
        record::make_record(random, record::Kind::Receipt, id<TeamId>(7),
                            {agency, by_node ? CertificateHash() : record::hash_of(certificate)}, payload);
    record::SignedRecord* one[] = {&record};
    record::sign_records(one, by_node ? node : person);
    if (!by_node) record::countersign_records(one, node, {1, number});
    record::put_record(transaction, {record, at, agency});
    Bytes key = concat({message.bytes(), agency.bytes()});
    key.push_back(static_cast<std::uint8_t>(state));
    transaction.put(Table::Receipt, key, record.id.bytes());
    return record.id;
  }

  crypto::SigningKey root, node, person;
  AgencyId agency;
  StaffId staff;
  record::SignedBytes card;
  record::SignedBytes certificate;
};

/// Our trail about two messages that another office received and opened.
struct ExportingTrail : Trail {
  ExportingTrail() {
    us.introduce_to(transaction);
    them.introduce_to(transaction);
    agency = us.agency;
    node_key = us.node.clone();
    append(store_created(agency));
    for (std::uint8_t n = 1; n <= 2; ++n) exchange(id<RecordId>(n), n);
  }
  void exchange(const RecordId& message, std::uint64_t number) {
    const Disclosure disclosure{message,   id<TeamId>(7),      them.agency, {"symptoms"},
                                "consent", {id<RecordId>(11)}, kNow};
    record_disclosure(transaction, disclosure);
    append(disclosed(by_staff(us.staff), disclosure));
    delivered.push_back(
        them.receipt(transaction, random, message, care::ReceiptState::Delivered, kNow + minute));
    append(receipt_received(them.agency, message, delivered.back(), "delivered"));
    opened.push_back(
        them.receipt(transaction, random, message, care::ReceiptState::Opened, kNow + 2 * minute, number));
    append(receipt_received(them.agency, message, opened.back(), "opened"));
  }
  Bytes write() {
    Bytes file;
    export_trail(transaction, agency, moment, node_key, [&](ByteView piece) { tasuki::append(file, piece); });
    return file;
  }

  static constexpr Duration minute = std::chrono::minutes(1);
  Office us{random, "ひまわり相談支援センター"};
  Office them{random, "みどり訪問看護"};
  std::vector<RecordId> delivered, opened;
};

}  // namespace tasuki::audit::fixture
