#pragma once

#include "core/base/random.hpp"

namespace tasuki::node {

/// The system's randomness, by libsodium. `start_sodium` comes first. For any thread.
class SystemRandom final : public Random {
 public:
  void fill(MutableByteView bytes) override;
};

}  // namespace tasuki::node
