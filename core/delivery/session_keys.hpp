#pragma once

#include <cstdint>
#include <optional>

#include "core/base/id.hpp"
#include "core/base/store.hpp"
#include "core/crypto/keys.hpp"

namespace tasuki::delivery {

/// What this node opens and signs with. The keys outlive whoever holds this.
struct OwnKeys {
  AgencyId agency;
  std::uint32_t incarnation;
  const crypto::SigningKey& node;
  const crypto::DhKey& identity;
  const crypto::DhKey& envelope;
};

/// The same of a peer, from its card.
struct PeerKeys {
  AgencyId agency;
  std::uint32_t incarnation;
  crypto::DhPublicKey identity;
  crypto::DhPublicKey envelope;
  crypto::SigningPublicKey node;
};

/// Where the newest cards are. Asked once per envelope opened.
class PeerDirectory {
 public:
  virtual ~PeerDirectory() = default;
  /// Nothing where no card of the agency is known.
  virtual std::optional<PeerKeys> keys_of(Transaction& transaction, const AgencyId& agency) = 0;
};

}  // namespace tasuki::delivery
