#include "core/record/succession.hpp"

#include "core/base/protobuf.hpp"
#include "core/crypto/base32.hpp"
#include "core/record/signed_bytes.hpp"
#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

constexpr std::string_view kCodeDomain = "tasuki/1/succession-code";
constexpr std::size_t kLongestCode = 1'024;

Bytes both(const AgencyId& old_agency, const AgencyId& new_agency) {
  return concat({old_agency.bytes(), new_agency.bytes()});
}

}  // namespace

SuccessionClaim claim_succession(const AgencyId& old_agency, const crypto::SigningKey& new_root_key) {
  const auto new_agency = *AgencyId::from(new_root_key.public_key().bytes());
  return {old_agency, new_agency, new_root_key.sign(kSuccessionClaimDomain, both(old_agency, new_agency))};
}

std::string succession_code(const SuccessionClaim& claim) {
  proto::record::SuccessionClaim message;
  message.set_old_agency(claim.old_agency.str());
  message.set_new_agency(claim.new_agency.str());
  message.set_new_signature(claim.by_new.str());
  return crypto::code_encode(kCodeDomain, serialize_message(message));
}

Result<SuccessionClaim> read_succession_code(std::string_view typed) {
  if (typed.size() > kLongestCode) return RecordError::Malformed;
  const auto bytes = crypto::code_decode(kCodeDomain, typed);
  const auto message = bytes ? parse_message<proto::record::SuccessionClaim>(*bytes) : std::nullopt;
  if (!message) return RecordError::Malformed;
  SuccessionClaim claim;
  TRY(claim.old_agency, read_id<AgencyId>(message->old_agency()));
  TRY(claim.new_agency, read_id<AgencyId>(message->new_agency()));
  TRY(claim.by_new, read_id<crypto::Signature>(message->new_signature()));
  if (claim.old_agency == claim.new_agency) return RecordError::Malformed;
  if (!crypto::verify(root_key(claim.new_agency), kSuccessionClaimDomain,
                      both(claim.old_agency, claim.new_agency), claim.by_new))
    return RecordError::NotAuthentic;
  return claim;
}

Result<Succession> prove_succession(const SuccessionClaim& claim, const crypto::SigningKey& old_root_key) {
  if (!equal(old_root_key.public_key().bytes(), claim.old_agency.bytes())) return RecordError::NotAuthentic;
  const auto by_old = old_root_key.sign(kSuccessionDomain, both(claim.old_agency, claim.new_agency));
  return Succession{claim.old_agency, claim.new_agency, SuccessionProof{by_old, claim.by_new}};
}

bool is_proof(const AgencyId& old_agency, const AgencyId& new_agency, const SuccessionProof& proof) {
  const Bytes signed_bytes = both(old_agency, new_agency);
  return crypto::verify(root_key(old_agency), kSuccessionDomain, signed_bytes, proof.by_old) &&
         crypto::verify(root_key(new_agency), kSuccessionClaimDomain, signed_bytes, proof.by_new);
}

std::set<RecordId> contradicted(const std::map<RecordId, SuccessionState>& successions) {
  const auto contradict = [](const SuccessionState& one, const SuccessionState& other) {
    const bool same_old = one.old_agency == other.old_agency;
    const bool same_new = one.new_agency == other.new_agency;
    const bool is_circle = one.old_agency == other.new_agency && one.new_agency == other.old_agency;
    return same_old != same_new || is_circle;
  };
  std::set<RecordId> found;
  for (const auto& [id, one] : successions) {
    for (const auto& [other_id, other] : successions) {
      if (contradict(one, other)) found.insert(id);
    }
  }
  return found;
}

}  // namespace tasuki::record
