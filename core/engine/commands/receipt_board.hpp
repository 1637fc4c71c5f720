#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class ReceiptsRequest;
}

namespace tasuki::engine {

/// For one message: every recipient and how far it got.
Result<> receipts(Call& call, const proto::api::ReceiptsRequest& request);

}  // namespace tasuki::engine
