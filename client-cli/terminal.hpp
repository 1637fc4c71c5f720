#pragma once

#include "client-cli/invocation.hpp"

namespace tasuki::cli {

/// Standard output, standard error, the process' environment, and the terminal where there is one.
Io process_io();

}  // namespace tasuki::cli
