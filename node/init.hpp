#pragma once

#include "node/options.hpp"

namespace tasuki::node {

/// `tasukid init`: makes the home, the store with its key slots, the agency's keys and the first
/// administrator. Until the very end there is no home: a crash or an error leaves nothing that passes for
/// one.
///
/// stdout, read by `tasuki init`: the lines `agency_id=`, `staff_id=` (hex) and `recovery_code=`, and exit
/// code 0; or one line `error=` with a code. Sentences go to stderr. The recovery code is shown this once.
Exit run_init(const InitOptions& options);

}  // namespace tasuki::node
