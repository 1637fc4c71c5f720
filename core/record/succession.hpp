#pragma once

#include <optional>

#include "core/record/governance.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::record {

/// That one agency is another one under a new root key (design §4; docs/protocol.md, section 9.5). Both root
/// keys sign the same two ids, each under a domain of its own: the old key says who continues it, the new one
/// that it does. So nobody is made a successor, and nobody makes itself one.

inline constexpr std::string_view kSuccessionDomain = "tasuki/1/succession";
inline constexpr std::string_view kSuccessionClaimDomain = "tasuki/1/succession-claim";

/// What the new root key says: half of a proof. No secret.
struct SuccessionClaim {
  AgencyId old_agency{};
  AgencyId new_agency{};
  crypto::Signature by_new{};
};

SuccessionClaim claim_succession(const AgencyId& old_agency, const crypto::SigningKey& new_root_key);
/// As people carry it from the new node to the old one.
std::string succession_code(const SuccessionClaim& claim);
/// RecordError::Malformed for what is no such code or was mistyped, NotAuthentic for a signature that does
/// not hold.
Result<SuccessionClaim> read_succession_code(std::string_view typed);

/// The whole proof. RecordError::NotAuthentic where `old_root_key` is not the one that the claim names.
Result<Succession> prove_succession(const SuccessionClaim& claim, const crypto::SigningKey& old_root_key);
bool is_proof(const AgencyId& old_agency, const AgencyId& new_agency, const SuccessionProof& proof);

/// Nobody has two successors, nobody continues two, and nobody continues its own successor: where that is
/// said, none of it stands.
std::set<RecordId> contradicted(const std::map<RecordId, SuccessionState>& successions);

}  // namespace tasuki::record
