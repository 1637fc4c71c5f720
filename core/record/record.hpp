#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/random.hpp"
#include "core/record/batch_signature.hpp"
#include "core/record/kind.hpp"

namespace tasuki::proto::record {
class SignedRecord;
}

namespace tasuki::record {

inline constexpr std::uint32_t kRecordVersion = 1;
inline constexpr std::size_t kPayloadLimit = 80 * 1024;

inline constexpr std::string_view kRecordIdDomain = "tasuki/1/record-id";
/// Record ids by a staff key.
inline constexpr std::string_view kStaffRecordDomain = "tasuki/1/staff-record";
/// Record ids by a node key.
inline constexpr std::string_view kNodeRecordDomain = "tasuki/1/node-record";
inline constexpr std::string_view kCountersignatureDomain = "tasuki/1/countersignature";

/// 32 random bytes, so that an id confirms no guess of its content. Deleted together with the payload.
using Salt = Id<struct SaltTag>;

/// What is stated. The payload stays as its author serialised it. Design §6.
struct Record {
  std::uint32_t version = kRecordVersion;
  Kind kind{};
  TeamId team{};  ///< Zero in a founding, whose own id becomes the team's.
  AgencyId author{};
  CertificateHash staff_certificate{};  ///< Zero: stated by the node itself.
  Salt salt{};
  Bytes payload{};

  bool by_node() const { return staff_certificate.is_zero(); }
  friend bool operator==(const Record&, const Record&) = default;
};

/// Where a staff record stands in all that its agency has stated: numbers rise within an incarnation, and
/// incarnations rise.
struct RecordNumber {
  std::uint32_t incarnation = 0;
  std::uint64_t number = 0;

  friend auto operator<=>(const RecordNumber&, const RecordNumber&) = default;
};

/// By the node key, over (record id, incarnation, number).
struct Countersignature {
  RecordNumber number{};
  BatchSignature signature{};

  friend bool operator==(const Countersignature&, const Countersignature&) = default;
};

/// A record with its id and its signatures. `id` is always `id_of(record)`: parsing and making compute it.
struct SignedRecord {
  RecordId id{};
  Record record{};
  BatchSignature signature{};  ///< By the staff key, or the node key where `by_node()`.
  std::optional<Countersignature> countersignature{};  ///< Of staff records only.

  bool is_complete() const {
    return signature.is_signed() && countersignature.has_value() != record.by_node();
  }
  friend bool operator==(const SignedRecord&, const SignedRecord&) = default;
};

/// HASH(domain, version, kind, team, author, staff certificate, salt, payload). Costs one pass over the
/// payload.
RecordId id_of(const Record& record);

struct Author {
  AgencyId agency{};
  CertificateHash certificate{};  ///< Zero: the node itself.
};
/// A record with a new salt, not signed yet. A founding has a zero `team`.
SignedRecord make_record(Random& random, Kind kind, const TeamId& team, const Author& author, Bytes payload);

/// The team that a record belongs to: a founding's is named after itself.
TeamId team_of(const SignedRecord& record);

/// Signs all `records` (which must be of this key's author) with one signature: staff key or node key, as
/// `by_node()` of the first says. One record is a batch of one.
void sign_records(std::span<SignedRecord* const> records, const crypto::SigningKey& author_key);
/// Countersigns staff records with one signature, under consecutive numbers from `first`. Returns the next
/// free number.
RecordNumber countersign_records(std::span<SignedRecord* const> records, const crypto::SigningKey& node_key,
                                 RecordNumber first);

/// Where a record waits for `missing`: copies that differ in their signatures wait beside each other, so that
/// a forged one, or one numbered otherwise, does not take the place of the genuine.
Bytes waiting_key(ByteView missing, const SignedRecord& record);

/// The author's signature under `key`, which the caller knows to be the author's. RecordError::NotAuthentic.
Result<> verify_author(const SignedRecord& record, const crypto::SigningPublicKey& key,
                       SignatureMemo* memo = nullptr);
/// The countersignature under the node key of its incarnation. RecordError::NotAuthentic.
Result<> verify_countersignature(const SignedRecord& record, const crypto::SigningPublicKey& node_key,
                                 SignatureMemo* memo = nullptr);

/// From outside: every field of its size, within the limits, signed and (staff records) countersigned, no
/// unknown field around the payload. Nothing is verified. RecordError::Malformed, TooLarge.
Result<SignedRecord> from_proto(const proto::record::SignedRecord& message);
Result<SignedRecord> parse_record(ByteView bytes);

void to_proto(const SignedRecord& record, proto::record::SignedRecord& message);
Bytes serialize(const SignedRecord& record);

/// From the own store: also records that are not signed yet.
Result<SignedRecord> from_stored(const proto::record::SignedRecord& message);

}  // namespace tasuki::record
