#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/secret.hpp"
#include "core/crypto/keys.hpp"

namespace tasuki::crypto {

/// Where one session's keys of messages that have not come yet are kept: outside the ratchet's state, which
/// is written for every message, while these may be thousands. The ratchet counts them itself.
class SkippedKeys {
 public:
  virtual ~SkippedKeys() = default;

  virtual std::optional<EphemeralSecret<32>> find(const DhPublicKey& dh, std::uint32_t number) = 0;
  /// `chain` rises with every ratchet key of the peer; the same `dh` always comes with the same `chain`.
  virtual void put(const DhPublicKey& dh, std::uint32_t chain, std::uint32_t number,
                   const EphemeralSecret<32>& key) = 0;
  virtual void erase(const DhPublicKey& dh, std::uint32_t number) = 0;
  /// Erases the `count` keys that come first in the order of (chain, number).
  virtual void erase_oldest(std::size_t count) = 0;
};

}  // namespace tasuki::crypto
