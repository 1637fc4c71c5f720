#include "core/audit/disclosure.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/record/certificate.hpp"
#include "proto/state.pb.h"

namespace tasuki::audit {

namespace {

using proto::record::ReceiptState;

Bytes key_of(const RecordId& message, const AgencyId& to) { return concat({message.bytes(), to.bytes()}); }

template <class AnId>
AnId id_or_zero(const std::string& bytes) {
  return AnId::from(bytes).value_or(AnId());
}

std::optional<Disclosure> read(ByteView value) {
  const auto row = parse_message<proto::state::DisclosureState>(value);
  if (!row) return std::nullopt;
  Disclosure disclosure{id_or_zero<RecordId>(row->message_id()),
                        id_or_zero<TeamId>(row->team_id()),
                        id_or_zero<AgencyId>(row->to_agency()),
                        {row->category().begin(), row->category().end()},
                        row->legal_basis(),
                        {},
                        from_millis(row->sent_at())};
  for (const auto& consent : row->consent()) disclosure.consents.push_back(id_or_zero<RecordId>(consent));
  return disclosure;
}

bool passes(const Disclosure& disclosure, const DisclosureFilter& filter) {
  if (filter.team && disclosure.team != *filter.team) return false;
  if (filter.to && disclosure.to != *filter.to) return false;
  if (filter.since && disclosure.sent_at < *filter.since) return false;
  return !filter.until || disclosure.sent_at < *filter.until;
}

/// A receipt record as the store keeps it: what it states, and by whom.
struct StoredReceipt {
  proto::record::Receipt receipt;
  CertificateHash certificate;
};

std::optional<StoredReceipt> load_receipt(Transaction& transaction, ByteView record_id) {
  const auto value = transaction.get(Table::Record, record_id);
  if (!value) return std::nullopt;
  const auto stored = parse_message<proto::state::StoredRecord>(*value);
  if (!stored) return std::nullopt;
  const auto& record = stored->record().record();
  auto receipt = parse_message<proto::record::Receipt>(as_bytes(record.payload()));
  if (!receipt) return std::nullopt;
  return StoredReceipt{*std::move(receipt), id_or_zero<CertificateHash>(record.staff_certificate())};
}

void name_opener(Transaction& transaction, const CertificateHash& hash, DisclosureLine& line) {
  const auto value = transaction.get(Table::Certificate, hash.bytes());
  if (!value) return;
  const auto bytes = record::parse_signed_bytes(*value);
  if (!bytes) return;
  const auto certificate = record::read_certificate(bytes->payload);
  if (!certificate) return;
  line.opened_by = certificate->staff;
  line.opened_by_name = certificate->name;
}

std::string_view state_code(ReceiptState state) {
  switch (state) {
    case proto::record::DELIVERED:
      return "delivered";
    case proto::record::OPENED:
      return "opened";
    case proto::record::ACCEPTED:
      return "accepted";
    case proto::record::DECLINED:
      return "declined";
    case proto::record::CLOSED:
      return "closed";
    default:
      return "queued";
  }
}

/// Receipts lie behind their disclosure's key, in the order of how far the message got.
void add_receipts(Transaction& transaction, DisclosureLine& line) {
  std::vector<std::pair<ReceiptState, Bytes>> receipts;
  const auto range = KeyRange::prefix(key_of(line.disclosure.message, line.disclosure.to));
  transaction.scan(Table::Receipt, range, Order::Ascending, [&](ByteView key, ByteView record_id) {
    receipts.emplace_back(static_cast<ReceiptState>(key.back()), copy(record_id));
    return true;
  });
  line.state =
      state_code(receipts.empty() ? proto::record::RECEIPT_STATE_UNSPECIFIED : receipts.back().first);
  for (const auto& [state, record_id] : receipts) {
    if (state != proto::record::DELIVERED && state != proto::record::OPENED) continue;
    const auto stored = load_receipt(transaction, record_id);
    if (!stored) continue;
    const Time at = from_millis(stored->receipt.stated_at());
    (state == proto::record::DELIVERED ? line.delivered_at : line.opened_at) = at;
    if (state == proto::record::OPENED) name_opener(transaction, stored->certificate, line);
  }
}

}  // namespace

void record_disclosure(Transaction& transaction, const Disclosure& disclosure) {
  proto::state::DisclosureState row;
  row.set_message_id(disclosure.message.str());
  row.set_team_id(disclosure.team.str());
  row.set_to_agency(disclosure.to.str());
  for (const auto& category : disclosure.categories) row.add_category(category);
  row.set_legal_basis(disclosure.legal_basis);
  for (const auto& consent : disclosure.consents) row.add_consent(consent.str());
  row.set_sent_at(to_millis(disclosure.sent_at));
  transaction.put(Table::Disclosure, key_of(disclosure.message, disclosure.to), serialize_message(row));
}

DisclosureLine with_receipts(Transaction& transaction, Disclosure disclosure) {
  DisclosureLine line{std::move(disclosure), {}, {}, {}, {}, {}};
  add_receipts(transaction, line);
  const bool came_back =
      transaction.contains(Table::Undeliverable, key_of(line.disclosure.message, line.disclosure.to));
  if (line.state == "queued" && came_back) line.state = "undeliverable";
  return line;
}

void forget_disclosure(Transaction& transaction, const RecordId& message, const AgencyId& to) {
  transaction.erase(Table::Disclosure, key_of(message, to));
}

std::vector<DisclosureLine> disclosures(Transaction& transaction, const DisclosureFilter& filter) {
  std::vector<Disclosure> found;
  transaction.scan(Table::Disclosure, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
    auto disclosure = read(value);
    if (disclosure && passes(*disclosure, filter)) found.push_back(*std::move(disclosure));
    return true;
  });
  std::ranges::stable_sort(found, {}, &Disclosure::sent_at);
  std::vector<DisclosureLine> lines;
  for (auto& disclosure : found) lines.push_back(with_receipts(transaction, std::move(disclosure)));
  return lines;
}

}  // namespace tasuki::audit
