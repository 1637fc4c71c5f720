#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class StatusRequest;
}

namespace tasuki::engine {

/// The node, its links, its queues, its clock. Needs no login: whoever may open the socket runs the node or
/// works here.
Result<> status(Call& call, const proto::api::StatusRequest& request);

}  // namespace tasuki::engine
