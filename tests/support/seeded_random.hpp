#pragma once

#include <array>
#include <cstdint>

#include "core/base/random.hpp"

namespace tasuki::test {

/// Deterministic: the same seed gives the same bytes.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(MutableByteView bytes) override;

 private:
  std::array<std::uint8_t, 32> key_;
  std::uint64_t block_ = 0;
};

}  // namespace tasuki::test
