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

std::optional<Head> read_payload(ByteView payload) {
  const auto parsed = parse_message<proto::audit::Head>(payload);
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

record::SignedBytes sign(const Head& head, const crypto::SigningKey& node_key) {
  return record::sign_bytes(head_payload(head), node_key, kHeadDomain);
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
  *signed_head.mutable_head() =
      record::to_proto(sign({agency, moment.incarnation, end.number, end.hash, moment.now}, node_key));
  transaction.put(Table::AuditHead, key_of(end.number), serialize_message(signed_head));
  if (newest && covered / kHeadsApart == end.number / kHeadsApart) {
    transaction.erase(Table::AuditHead, newest->first);
  }
  return true;
}

void forget_heads(Transaction& transaction, std::uint32_t incarnation) {
  std::vector<Bytes> keys;
  transaction.scan(Table::AuditHead, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    const auto head = read_head(value);
    if (head && head->incarnation == incarnation) keys.push_back(copy(key));
    return true;
  });
  for (const auto& key : keys) transaction.erase(Table::AuditHead, key);
}

std::optional<record::SignedBytes> sign_head_at(Transaction& transaction, const AgencyId& agency,
                                                const Moment& moment, const crypto::SigningKey& node_key,
                                                std::uint64_t number) {
  const auto row = transaction.get(Table::Audit, key_of(number));
  const auto stored = row ? parse_message<proto::audit::StoredEntry>(*row) : std::nullopt;
  if (!stored) return std::nullopt;
  const EntryHash hash = hash_entry(as_bytes(stored->entry()));
  return sign({agency, moment.incarnation, number, hash, moment.now}, node_key);
}

std::optional<Bytes> newest_head(Transaction& transaction) {
  auto row = transaction.last(Table::AuditHead, KeyRange::all());
  if (!row) return std::nullopt;
  return std::move(row->second);
}

std::optional<record::SignedBytes> newest_signed_head(Transaction& transaction) {
  const auto bytes = newest_head(transaction);
  const auto parsed = bytes ? parse_message<proto::audit::SignedHead>(*bytes) : std::nullopt;
  const auto head = parsed ? record::from_proto(parsed->head())
                           : Result<record::SignedBytes>(record::RecordError::Malformed);
  if (!head) return std::nullopt;
  return *head;
}

std::optional<Head> read_head(const record::SignedBytes& signed_head) {
  return read_payload(signed_head.payload);
}

std::optional<Head> open_head(const record::SignedBytes& signed_head,
                              const crypto::SigningPublicKey& node_key) {
  if (!record::verify_bytes(signed_head, node_key, kHeadDomain)) return std::nullopt;
  return read_payload(signed_head.payload);
}

std::optional<Head> read_head(ByteView signed_head) {
  const auto parsed = parse_message<proto::audit::SignedHead>(signed_head);
  if (!parsed) return std::nullopt;
  return read_payload(as_bytes(parsed->head().payload()));
}

std::optional<Head> open_head(ByteView signed_head, const crypto::SigningPublicKey& node_key) {
  const auto parsed = parse_message<proto::audit::SignedHead>(signed_head);
  const auto bytes = parsed ? record::from_proto(parsed->head())
                            : Result<record::SignedBytes>(record::RecordError::Malformed);
  if (!bytes) return std::nullopt;
  return open_head(*bytes, node_key);
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
