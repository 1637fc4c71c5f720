#pragma once

#include <cstdlib>

namespace tasuki::test {

/// What must hold for every input: a fuzzer reports the abort with the input that caused it.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace tasuki::test
