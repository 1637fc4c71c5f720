#pragma once

#include <optional>
#include <string>

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

class LoginSession;

/// Somebody reads a message. The agency's first reader states that it was opened, and the receipt's id is
/// given; what a colleague opened or sent is shown, with a trace of it, and that is all. Errors of
/// state_receipt.
Result<std::optional<RecordId>> open_message(Turn& turn, const RecordId& message, const std::string& said,
                                             const LoginSession& session);

}  // namespace tasuki::engine
