#pragma once

#include <array>

#include "core/base/bytes.hpp"

namespace tasuki {

/// The node's only source of randomness. Real nodes hand in libsodium's, simulations a seeded one.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(MutableByteView bytes) = 0;

  template <class Id>
  Id id() {
    std::array<std::uint8_t, Id::kSize> bytes;
    fill(bytes);
    return Id(bytes);
  }
  /// Uniform in [0, bound); `bound` > 0.
  std::uint64_t below(std::uint64_t bound);
};

}  // namespace tasuki
