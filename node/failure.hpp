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

/// The same for a node, whose exit code is read by whatever starts it again.
Failure failure_of_node(const Error& error);

}  // namespace tasuki::node
