#include "core/audit/export.hpp"

#include <set>

#include "core/audit/export_writer.hpp"
#include "core/audit/witness.hpp"
#include "core/base/protobuf.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/ledger.hpp"
#include "core/record/record_store.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

namespace {

/// Writes records, each behind the cards and certificates that it needs and that were not written yet.
class Records {
 public:
  Records(Transaction& transaction, Writer& writer) : transaction_(transaction), writer_(writer) {}

  void write_cards_of(const AgencyId& agency) {
    if (!agencies_.insert(agency).second) return;
    for (const auto& card : record::signed_cards_of(transaction_, agency)) {
      proto::audit::Frame frame;
      *frame.mutable_card() = record::to_proto(card);
      writer_.write(frame);
    }
  }

  /// One that is not here any more, or not signed yet, is left out.
  void write(const RecordId& id) {
    const auto stored = record::find_record(transaction_, id);
    if (!stored || !stored->record.is_complete()) return;
    write_cards_of(stored->record.record.author);
    if (!stored->record.record.by_node()) write_certificate(stored->record.record.staff_certificate);
    proto::audit::Frame frame;
    record::to_proto(stored->record, *frame.mutable_record());
    writer_.write(frame);
  }

 private:
  void write_certificate(const CertificateHash& hash) {
    if (!certificates_.insert(hash).second) return;
    if (const auto certificate = record::signed_certificate(transaction_, hash)) {
      proto::audit::Frame frame;
      *frame.mutable_certificate() = record::to_proto(*certificate);
      writer_.write(frame);
    }
    if (const auto end = record::signed_certificate_end(transaction_, hash)) {
      proto::audit::Frame frame;
      *frame.mutable_certificate_end() = record::to_proto(*end);
      writer_.write(frame);
    }
  }

  Transaction& transaction_;
  Writer& writer_;
  std::set<AgencyId> agencies_;
  std::set<CertificateHash> certificates_;
};

/// Governance parents first, so that who reads from the top meets nothing unknown.
void write_records(Transaction& transaction, Records& records) {
  for (const auto& team : record::known_ledgers(transaction)) {
    for (const auto& id : record::ledger_records(transaction, team)) records.write(id);
  }
  for (const Table table : {Table::Receipt, Table::Call}) {
    transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
      if (const auto id = RecordId::from(value)) records.write(*id);
      return true;
    });
  }
}

/// A row that does not read goes out empty: the reader names it.
void write_rows(Transaction& transaction, Writer& writer, Table table) {
  transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
    proto::audit::Frame frame;
    if (table == Table::AuditHead) {
      *frame.mutable_head() =
          parse_message<proto::audit::SignedHead>(value).value_or(proto::audit::SignedHead());
    } else {
      *frame.mutable_entry() =
          parse_message<proto::audit::StoredEntry>(value).value_or(proto::audit::StoredEntry());
    }
    writer.write(frame);
    return true;
  });
}

void write_witnessed(Writer& writer, const std::vector<Bytes>& kept) {
  for (const auto& bytes : kept) {
    proto::audit::Frame frame;
    *frame.mutable_witnessed() =
        parse_message<proto::audit::SignedHead>(bytes).value_or(proto::audit::SignedHead());
    writer.write(frame);
  }
}

/// So that a reader can check them.
void write_cards_of_witnesses(Records& records, const std::vector<Bytes>& kept) {
  for (const auto& bytes : kept) {
    const auto head = parse_message<proto::audit::SignedHead>(bytes);
    if (!head) continue;
    for (const auto& witness : head->witness()) {
      if (const auto agency = AgencyId::from(witness.agency_id())) records.write_cards_of(*agency);
    }
  }
}

}  // namespace

void export_trail(Transaction& transaction, const AgencyId& agency, const Moment& moment,
                  const crypto::SigningKey& node_key, const Sink& sink) {
  sign_head(transaction, agency, moment, node_key);
  Writer writer(sink, kExportMagic);
  Records records(transaction, writer);
  const auto witnesses = kept_witnesses(transaction);
  writer.write_opening(agency, moment);
  records.write_cards_of(agency);
  write_records(transaction, records);
  write_cards_of_witnesses(records, witnesses);
  write_rows(transaction, writer, Table::AuditHead);
  write_witnessed(writer, witnesses);
  write_rows(transaction, writer, Table::Audit);
  writer.end(node_key);
}

}  // namespace tasuki::audit
