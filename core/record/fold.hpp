#pragma once

#include <map>
#include <span>

#include "core/record/governance.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::record {

/// Of ended certificates: the last number that counts.
using CertificateEnds = std::map<CertificateHash, RecordNumber>;

/// What governance records add up to, by the rules of docs/protocol.md, section 9. `records` holds the
/// founding of `team` and every parent that any of them names; order and duplicates do not matter. The same
/// records and ends give the same state. Costs a few milliseconds for a thousand records.
TeamState fold(const TeamId& team, std::span<const GovernanceRecord* const> records,
               const CertificateEnds& ends);

}  // namespace tasuki::record
