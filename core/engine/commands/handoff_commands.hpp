#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class HandoffListRequest;
class HandoffShowRequest;
class HandoffWriteRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// What the side going off duty tells the side coming on, or the other way round in the morning: first
/// answers what is open and for whom it is, then sends it like any message, or, of a dry run, says what would
/// be.
Result<> handoff_write(Call& call, const proto::api::HandoffWriteRequest& request);
/// A team's handoffs, newest first, without their texts.
Result<> handoff_list(Call& call, const proto::api::HandoffListRequest& request);
/// One of them, read: as opening a message is.
Result<> handoff_show(Call& call, const proto::api::HandoffShowRequest& request);

}  // namespace tasuki::engine
