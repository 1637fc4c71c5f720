#pragma once

#include "node/options.hpp"

namespace tasuki::node {

/// What is done to the home of a stopped node when a passphrase is to be another, or is lost. stdout and
/// stderr as of `run_restore`; a home in use is left alone.

/// `tasukid recover-admin`: a new administrator, by the recovery code. Prints `staff_id=` (hex).
Exit run_recover_admin(const RecoverOptions& options);
/// `tasukid passphrase`: the store opens with a new passphrase, by the old one or the recovery code.
Exit run_passphrase(const RecoverOptions& options);

}  // namespace tasuki::node
