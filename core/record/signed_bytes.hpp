#pragma once

#include <string_view>

#include "core/crypto/keys.hpp"
#include "core/record/error.hpp"

namespace tasuki::proto::record {
class Signed;
}

namespace tasuki::record {

/// A payload as its author serialised it, with an Ed25519 signature over it: cards, whereabouts,
/// certificates, prekeys. Nobody serialises the payload again. docs/protocol.md, section 2.
struct SignedBytes {
  Bytes payload{};
  crypto::Signature signature{};

  friend bool operator==(const SignedBytes&, const SignedBytes&) = default;
};

inline constexpr std::size_t kSignedPayloadLimit = 16 * 1024;

SignedBytes sign_bytes(Bytes payload, const crypto::SigningKey& key, std::string_view domain);
/// RecordError::NotAuthentic unless `key` signed just this payload for this domain.
Result<> verify_bytes(const SignedBytes& bytes, const crypto::SigningPublicKey& key, std::string_view domain);

/// Of a message from outside or the store; says nothing about the signature. RecordError::Malformed,
/// TooLarge.
Result<SignedBytes> from_proto(const proto::record::Signed& message);
proto::record::Signed to_proto(const SignedBytes& bytes);
/// The same as bytes of a proto.record.Signed.
Result<SignedBytes> parse_signed_bytes(ByteView bytes);
Bytes serialize(const SignedBytes& bytes);

/// An agency's id is its root key.
inline crypto::SigningPublicKey root_key(const AgencyId& agency) {
  return *crypto::SigningPublicKey::from(agency.bytes());
}
/// A staff member's id is their key.
inline crypto::SigningPublicKey staff_key(const StaffId& staff) {
  return *crypto::SigningPublicKey::from(staff.bytes());
}

}  // namespace tasuki::record
