#pragma once

#include <string>

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class ReceiptsRequest;
}

namespace tasuki::engine {

struct MessageRecord;

/// How far `recipient` got, as a code; `ours`: this agency sent the message.
std::string reached_state(Transaction& transaction, const MessageRecord& message, const AgencyId& recipient,
                          bool ours);

/// For one message: every recipient and how far it got.
Result<> receipts(Call& call, const proto::api::ReceiptsRequest& request);

}  // namespace tasuki::engine
