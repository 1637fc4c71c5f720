#pragma once

#include "node/options.hpp"

namespace tasuki::node {

/// `tasukid restore`: makes a home of a backup file, or takes the home of a stopped node as the backup
/// (`--here`), and begins a new life in it. Until the very end there is no new home, and a home that is there
/// is as it was.
///
/// stdout, read by `tasuki restore`: the lines `agency_id=` (hex), `agency=` (its name) and `incarnation=`,
/// and exit code 0; or one line `error=` with a code. Sentences go to stderr.
Exit run_restore(const RestoreOptions& options);

}  // namespace tasuki::node
