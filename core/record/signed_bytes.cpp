#include "core/record/signed_bytes.hpp"

#include "core/base/protobuf.hpp"
#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

SignedBytes sign_bytes(Bytes payload, const crypto::SigningKey& key, std::string_view domain) {
  const auto signature = key.sign(domain, payload);
  return SignedBytes{std::move(payload), signature};
}

Result<> verify_bytes(const SignedBytes& bytes, const crypto::SigningPublicKey& key,
                      std::string_view domain) {
  if (!crypto::verify(key, domain, bytes.payload, bytes.signature)) return RecordError::NotAuthentic;
  return {};
}

Result<SignedBytes> from_proto(const proto::record::Signed& message) {
  if (message.payload().size() > kSignedPayloadLimit) return RecordError::TooLarge;
  TRY(const auto signature, read_id<crypto::Signature>(message.signature()));
  return SignedBytes{copy(as_bytes(message.payload())), signature};
}

proto::record::Signed to_proto(const SignedBytes& bytes) {
  proto::record::Signed message;
  message.set_payload(to_string(bytes.payload));
  message.set_signature(bytes.signature.str());
  return message;
}

Result<SignedBytes> parse_signed_bytes(ByteView bytes) {
  const auto message = parse_message<proto::record::Signed>(bytes);
  if (!message) return RecordError::Malformed;
  return from_proto(*message);
}

Bytes serialize(const SignedBytes& bytes) { return serialize_message(to_proto(bytes)); }

}  // namespace tasuki::record
