#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class RosterNowRequest;
class RosterSetRequest;
class RosterShowRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Who answers when. Set by the coordinator: windows, agencies and numbers go to every member as governance,
/// notes to those whom consent lets have them. What nobody answers in the coming week is part of the answer.
Result<> roster_set(Call& call, const proto::api::RosterSetRequest& request);
Result<> roster_show(Call& call, const proto::api::RosterShowRequest& request);
/// Who answers at this moment, and in the next window.
Result<> roster_now(Call& call, const proto::api::RosterNowRequest& request);

}  // namespace tasuki::engine
