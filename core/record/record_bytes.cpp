// A record as bytes: what record.hpp says about from_proto, to_proto and their kin.
#include "core/base/protobuf.hpp"
#include "core/record/record.hpp"
#include "core/record/unknown_fields.hpp"
#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

Result<Record> read_record(const proto::record::Record& message) {
  if (message.version() == 0 || message.kind() == 0 || message.payload().empty()) {
    return RecordError::Malformed;
  }
  if (message.payload().size() > kPayloadLimit) return RecordError::TooLarge;
  Record record{.version = message.version(),
                .kind = static_cast<Kind>(message.kind()),
                .payload = copy(as_bytes(message.payload()))};
  TRY(record.team, read_id<TeamId>(message.team_id()));
  TRY(record.author, read_id<AgencyId>(message.author()));
  TRY(record.staff_certificate, read_id<CertificateHash>(message.staff_certificate()));
  TRY(record.salt, read_id<Salt>(message.salt()));
  if (record.team.is_zero() != (record.kind == Kind::TeamFounding)) return RecordError::Malformed;
  return record;
}

Result<Countersignature> read_countersignature(const proto::record::Countersignature& message) {
  if (message.incarnation() == 0 || message.number() == 0) return RecordError::Malformed;
  TRY(auto signature, from_proto(message.signature()));
  return Countersignature{{message.incarnation(), message.number()}, std::move(signature)};
}

}  // namespace

Result<SignedRecord> from_stored(const proto::record::SignedRecord& message) {
  SignedRecord read;
  TRY(read.record, read_record(message.record()));
  read.id = id_of(read.record);
  if (message.has_signature()) {
    TRY(read.signature, from_proto(message.signature()));
  }
  if (message.has_countersignature()) {
    TRY(read.countersignature, read_countersignature(message.countersignature()));
  }
  return read;
}

Result<SignedRecord> from_proto(const proto::record::SignedRecord& message) {
  if (has_unknown_fields(message)) return RecordError::Malformed;
  TRY(auto read, from_stored(message));
  if (!read.is_complete()) return RecordError::Malformed;
  return read;
}

Result<SignedRecord> parse_record(ByteView bytes) {
  const auto message = parse_message<proto::record::SignedRecord>(bytes);
  if (!message) return RecordError::Malformed;
  return from_proto(*message);
}

void to_proto(const SignedRecord& signed_record, proto::record::SignedRecord& message) {
  const auto& record = signed_record.record;
  auto& inner = *message.mutable_record();
  inner.set_version(record.version);
  inner.set_kind(static_cast<std::uint32_t>(record.kind));
  inner.set_team_id(record.team.str());
  inner.set_author(record.author.str());
  inner.set_staff_certificate(record.staff_certificate.str());
  inner.set_salt(record.salt.str());
  inner.set_payload(to_string(record.payload));
  if (signed_record.signature.is_signed()) to_proto(signed_record.signature, *message.mutable_signature());
  if (!signed_record.countersignature) return;
  const auto& [number, signature] = *signed_record.countersignature;
  auto& counter = *message.mutable_countersignature();
  counter.set_incarnation(number.incarnation);
  counter.set_number(number.number);
  to_proto(signature, *counter.mutable_signature());
}

Bytes serialize(const SignedRecord& record) {
  proto::record::SignedRecord message;
  to_proto(record, message);
  return serialize_message(message);
}

}  // namespace tasuki::record
