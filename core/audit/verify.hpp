#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/audit/chain_check.hpp"

namespace tasuki::audit {

/// What `audit verify` says.
struct Report {
  std::uint64_t entries = 0;
  std::optional<Head> head;                       ///< The newest signed one, where its signature holds.
  std::map<AgencyId, std::uint64_t> witnessed{};  ///< The highest entry that each witnessed and that fits.
  std::optional<Lost> lost{};                     ///< What a restored backup did not hold. No fault.
  std::optional<Finding> finding{};               ///< The first fault.

  bool ok() const { return !finding.has_value(); }
  /// Up to this entry the trail is what somebody else was shown at the time.
  std::uint64_t witnessed_up_to() const;
};
/// What both kinds of check take from a chain that was read to its end: an exact fault of the chain's own,
/// then what witnesses hold against it, then what is wrong with its heads.
void fill_report(const ChainCheck& check, Report& report);
bool is_about_the_head(const Finding& finding);

/// The node key of one of the agency's incarnations; nothing where it is not known.
using NodeKeyOf = std::function<std::optional<crypto::SigningPublicKey>(std::uint32_t incarnation)>;

/// The own trail, all of it: chain, details as far as they are still here, signed heads, and what others
/// witnessed of it: as kept here (by the keys of the cards that are known), and `held` by others, which are
/// authentic. Entries up to and with `must_be_signed` must be behind a head. Cost: reads every entry.
Report verify_trail(Transaction& transaction, const AgencyId& agency, const NodeKeyOf& node_key,
                    std::uint64_t must_be_signed, std::vector<WitnessedHead> held = {});

}  // namespace tasuki::audit
