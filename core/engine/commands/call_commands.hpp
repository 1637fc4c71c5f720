#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class CallLogRequest;
class CallNextRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Whom to call now about a message: one agency, one number, what to say first. Works whatever the message's
/// state.
Result<> call_next(Call& call, const proto::api::CallNextRequest& request);
/// Somebody called: a signed record for the sender and the other recipients.
Result<> call_log(Call& call, const proto::api::CallLogRequest& request);

}  // namespace tasuki::engine
