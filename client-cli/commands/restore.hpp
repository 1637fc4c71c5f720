#pragma once

#include "client-cli/commands/init.hpp"

namespace tasuki::cli {

/// How `tasukid restore` is started: as `hand_over` for init.
Attempt<Handover> hand_over_restore(const Invocation& invocation, const std::string& program);

}  // namespace tasuki::cli
