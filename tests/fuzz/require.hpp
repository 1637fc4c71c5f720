#pragma once

#include <cstdlib>

namespace tasuki::test {

/// What must hold for every input: a fuzzer reports the abort with the input that caused it.
inline void require(bool holds) {
  if (!holds) std::abort();
}

/// That a Result holds just `expected`.
template <class Result, class Value>
void require_same(const Result& result, const Value& expected) {
  require(result.has_value() && *result == expected);
}

}  // namespace tasuki::test
