#pragma once

#include <string>

#include "core/base/result.hpp"
#include "node/options.hpp"

namespace tasuki::node {

/// Why tasukid ends: what a script reads, what a person reads, and the exit code.
struct Failure {
  std::string code;
  std::string sentence;
  Exit exit;
};

/// The sentence and exit code that belong to an error of any module.
Failure failure_of(const Error& error);

}  // namespace tasuki::node
