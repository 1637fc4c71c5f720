#include "core/record/record.hpp"

namespace tasuki::record {

namespace {

constexpr std::string_view kWaitingDomain = "tasuki/1/waiting-record";

Bytes countersigned_part(const RecordId& id, const RecordNumber& number) {
  Bytes bytes = copy(id.bytes());
  append_u32(bytes, number.incarnation);
  append_u64(bytes, number.number);
  return bytes;
}

std::string_view author_domain(const Record& record) {
  return record.by_node() ? kNodeRecordDomain : kStaffRecordDomain;
}

}  // namespace

RecordId id_of(const Record& record) {
  Bytes version;
  Bytes kind;
  append_u32(version, record.version);
  append_u32(kind, static_cast<std::uint32_t>(record.kind));
  return RecordId(crypto::hash(
      kRecordIdDomain, {ByteView(version), ByteView(kind), record.team.bytes(), record.author.bytes(),
                        record.staff_certificate.bytes(), record.salt.bytes(), ByteView(record.payload)}));
}

SignedRecord make_record(Random& random, Kind kind, const TeamId& team, const Author& author, Bytes payload) {
  SignedRecord made;
  made.record = {.kind = kind,
                 .team = team,
                 .author = author.agency,
                 .staff_certificate = author.certificate,
                 .salt = random.id<Salt>(),
                 .payload = std::move(payload)};
  made.id = id_of(made.record);
  return made;
}

TeamId team_of(const SignedRecord& record) {
  return record.record.kind == Kind::TeamFounding ? team_of_founding(record.id) : record.record.team;
}

void sign_records(std::span<SignedRecord* const> records, const crypto::SigningKey& author_key) {
  if (records.empty()) return;
  std::vector<Bytes> leaves;
  leaves.reserve(records.size());
  for (const auto* record : records) leaves.push_back(copy(record->id.bytes()));
  auto signatures = sign_batch(author_key, author_domain(records.front()->record), leaves);
  for (std::size_t i = 0; i < records.size(); ++i) records[i]->signature = std::move(signatures[i]);
}

RecordNumber countersign_records(std::span<SignedRecord* const> records, const crypto::SigningKey& node_key,
                                 RecordNumber first) {
  std::vector<Bytes> leaves;
  std::vector<RecordNumber> numbers;
  for (const auto* record : records) {
    leaves.push_back(countersigned_part(record->id, first));
    numbers.push_back(first);
    ++first.number;
  }
  auto signatures = sign_batch(node_key, kCountersignatureDomain, leaves);
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i]->countersignature = Countersignature{numbers[i], std::move(signatures[i])};
  }
  return first;
}

Bytes waiting_key(ByteView missing, const SignedRecord& record) {
  return concat({missing, record.id.bytes(), crypto::hash(kWaitingDomain, {ByteView(serialize(record))})});
}

Result<> verify_author(const SignedRecord& record, const crypto::SigningPublicKey& key, SignatureMemo* memo) {
  if (!verify_in_batch(key, author_domain(record.record), record.id.bytes(), record.signature, memo)) {
    return RecordError::NotAuthentic;
  }
  return {};
}

Result<> verify_countersignature(const SignedRecord& record, const crypto::SigningPublicKey& node_key,
                                 SignatureMemo* memo) {
  if (!record.countersignature) return RecordError::NotAuthentic;
  const auto& [number, signature] = *record.countersignature;
  const Bytes leaf = countersigned_part(record.id, number);
  if (!verify_in_batch(node_key, kCountersignatureDomain, leaf, signature, memo)) {
    return RecordError::NotAuthentic;
  }
  return {};
}

}  // namespace tasuki::record
