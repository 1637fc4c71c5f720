#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/audit/chain_check.hpp"

namespace tasuki::audit {

/// What `audit verify` says.
struct Report {
  std::uint64_t entries = 0;
  std::optional<Head> head;            ///< The newest signed one, where its signature holds.
  std::vector<AgencyId> witnessed_by;  ///< Nobody yet: witnesses are in the format only.
  std::optional<Finding> finding;      ///< The first fault.

  bool ok() const { return !finding.has_value(); }
};

/// The node key of one of the agency's incarnations; nothing where it is not known.
using NodeKeyOf = std::function<std::optional<crypto::SigningPublicKey>(std::uint32_t incarnation)>;

/// The own trail, all of it: chain, details as far as they are still here, and signed heads. Cost: reads
/// every entry.
Report verify_trail(Transaction& transaction, const AgencyId& agency, const NodeKeyOf& node_key,
                    Unsigned behind_head);

}  // namespace tasuki::audit
