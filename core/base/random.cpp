#include "core/base/random.hpp"

#include <array>
#include <cstring>

namespace tasuki {

std::uint64_t Random::below(std::uint64_t bound) {
  // Draws below the largest multiple of `bound`, so that no remainder comes up more often than another.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = 0;
  do {
    std::array<std::uint8_t, sizeof value> bytes;
    fill(bytes);
    std::memcpy(&value, bytes.data(), sizeof value);
  } while (value >= limit);
  return value % bound;
}

}  // namespace tasuki
