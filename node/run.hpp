#pragma once

#include "node/options.hpp"

namespace tasuki::node {

/// Runs a home's node until SIGTERM, SIGINT or SIGHUP. One line beginning with `ready` goes to stdout when it
/// answers; why it cannot goes to stderr, in a sentence.
Exit run_node(const RunOptions& options);

}  // namespace tasuki::node
