#pragma once

#include <algorithm>

#include "core/base/random.hpp"

namespace tasuki::test {

/// For worked examples: the first call gives bytes that are all `first`, the next ones all one more.
class CountingRandom final : public Random {
 public:
  explicit CountingRandom(std::uint8_t first) : next_(first) {}
  void fill(MutableByteView bytes) override { std::fill(bytes.begin(), bytes.end(), next_++); }

 private:
  std::uint8_t next_;
};

}  // namespace tasuki::test
