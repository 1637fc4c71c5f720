#include "core/base/sodium.hpp"

#include <sodium.h>

#include <stdexcept>

namespace tasuki {

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start on this machine");
}

}  // namespace tasuki
