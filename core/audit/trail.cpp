#include "core/audit/trail.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

namespace {

Bytes key_of(std::uint64_t number) {
  Bytes key;
  append_u64(key, number);
  return key;
}

std::optional<Head> read_payload(const std::string& payload) {
  const auto parsed = parse_message<proto::audit::Head>(as_bytes(payload));
  if (!parsed) return std::nullopt;
  const auto agency = AgencyId::from(parsed->agency_id());
  const auto hash = read_hash(parsed->hash());
  if (!agency || !hash || parsed->number() == 0) return std::nullopt;
  return Head{*agency, parsed->incarnation(), parsed->number(), *hash, from_millis(parsed->signed_at())};
}

Bytes head_payload(const Head& head) {
  proto::audit::Head payload;
  payload.set_agency_id(head.agency.str());
  payload.set_incarnation(head.incarnation);
  payload.set_number(head.number);
  payload.set_hash(to_string(head.hash));
  payload.set_signed_at(to_millis(head.signed_at));
  return serialize_message(payload);
}

std::uint64_t number_of_key(ByteView key) { return read_u64(key).value_or(0); }

/// Where the chain ends, in one row: reading it costs nothing while the batch that wrote it is open. Should
/// it and the entries disagree, the next check names the entry.
constexpr std::string_view kTailKey = "audit-tail";

void save_tail(Transaction& transaction, const Tail& tail) {
  Bytes row;
  append_u64(row, tail.number);
  tasuki::append(row, tail.hash);
  transaction.put(Table::Node, as_bytes(kTailKey), row);
}

/// Without that row, from the entries: nothing that was written is ever written over.
Tail find_tail(Transaction& transaction) {
  const auto row = transaction.last(Table::Audit, KeyRange::all());
  if (!row) return {};
  const auto stored = parse_message<proto::audit::StoredEntry>(row->second);
  const auto hash = stored ? read_hash(stored->hash()) : std::nullopt;
  return {number_of_key(row->first), hash.value_or(hash_entry(row->second))};
}

}  // namespace

Tail tail(Transaction& transaction) {
  const auto row = transaction.get(Table::Node, as_bytes(kTailKey));
  if (!row || row->size() != 8 + EntryHash().size()) return find_tail(transaction);
  Tail tail{*read_u64(*row), {}};
  std::copy(row->begin() + 8, row->end(), tail.hash.begin());
  return tail;
}

std::uint64_t append(Transaction& transaction, Random& random, const Moment& moment, const Draft& draft) {
  const Tail last = tail(transaction);
  const Place place{last.number + 1, moment.incarnation, moment.now, last.hash};
  auto bytes = make_entry(draft, random, place);
  proto::audit::StoredEntry stored;
  const EntryHash hash = hash_entry(bytes.entry);
  stored.set_hash(to_string(hash));
  stored.set_entry(to_string(bytes.entry));
  const Bytes key = key_of(place.number);
  save_tail(transaction, {place.number, hash});
  transaction.put(Table::Audit, key, serialize_message(stored));
  if (!bytes.details.empty()) transaction.put(Table::AuditDetail, key, bytes.details);
  return place.number;
}

bool sign_head(Transaction& transaction, const AgencyId& agency, const Moment& moment,
               const crypto::SigningKey& node_key) {
  const Tail end = tail(transaction);
  const auto newest = transaction.last(Table::AuditHead, KeyRange::all());
  const std::uint64_t covered = newest ? number_of_key(newest->first) : 0;
  if (end.number == 0 || covered >= end.number) return false;

  proto::audit::SignedHead signed_head;
  const Bytes payload = head_payload({agency, moment.incarnation, end.number, end.hash, moment.now});
  signed_head.mutable_head()->set_signature(node_key.sign(kHeadDomain, payload).str());
  signed_head.mutable_head()->set_payload(to_string(payload));
  transaction.put(Table::AuditHead, key_of(end.number), serialize_message(signed_head));
  if (newest && covered / kHeadsApart == end.number / kHeadsApart) {
    transaction.erase(Table::AuditHead, newest->first);
  }
  return true;
}

std::optional<Bytes> newest_head(Transaction& transaction) {
  auto row = transaction.last(Table::AuditHead, KeyRange::all());
  if (!row) return std::nullopt;
  return std::move(row->second);
}

std::optional<Head> read_head(ByteView signed_head) {
  const auto parsed = parse_message<proto::audit::SignedHead>(signed_head);
  if (!parsed) return std::nullopt;
  return read_payload(parsed->head().payload());
}

std::optional<Head> open_head(ByteView signed_head, const crypto::SigningPublicKey& node_key) {
  const auto parsed = parse_message<proto::audit::SignedHead>(signed_head);
  if (!parsed) return std::nullopt;
  const auto signature = crypto::Signature::from(parsed->head().signature());
  const auto payload = as_bytes(parsed->head().payload());
  if (!signature || !crypto::verify(node_key, kHeadDomain, payload, *signature)) return std::nullopt;
  return read_payload(parsed->head().payload());
}

std::optional<OpenEntry> find_entry(Transaction& transaction, std::uint64_t number) {
  const Bytes key = key_of(number);
  const auto row = transaction.get(Table::Audit, key);
  if (!row) return std::nullopt;
  const auto stored = parse_message<proto::audit::StoredEntry>(*row);
  if (!stored) return std::nullopt;
  auto entry = read_entry(as_bytes(stored->entry()));
  if (!entry) return std::nullopt;
  OpenEntry open{*std::move(entry), {}};
  if (const auto details = transaction.get(Table::AuditDetail, key)) {
    open.details = open_details(open.entry, *details).value_or(std::vector<Detail>());
  }
  return open;
}

void forget_details(Transaction& transaction, std::uint64_t number) {
  transaction.erase(Table::AuditDetail, key_of(number));
}

}  // namespace tasuki::audit
