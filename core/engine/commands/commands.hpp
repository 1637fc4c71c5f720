#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::engine {

/// Parses and runs one request of a program. Everything it answers goes into `effects`.
void run_command(Desk& desk, Transaction& transaction, const Command& command, Effects& effects);

/// A bug of ours stopped a request.
void answer_internal(const Command& command, Effects& effects);

}  // namespace tasuki::engine
