#include "node/system_random.hpp"

#include <sodium.h>

namespace tasuki::node {

void SystemRandom::fill(MutableByteView bytes) { randombytes_buf(bytes.data(), bytes.size()); }

}  // namespace tasuki::node
