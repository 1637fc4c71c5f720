#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class TeamAddRequest;
class TeamCoordinatorRequest;
class TeamCreateRequest;
class TeamListRequest;
class TeamRemoveRequest;
class TeamShowRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Founds a team; this agency is its first coordinator.
Result<> team_create(Call& call, const proto::api::TeamCreateRequest& request);
Result<> team_list(Call& call, const proto::api::TeamListRequest& request);
Result<> team_show(Call& call, const proto::api::TeamShowRequest& request);
/// The coordinator adds a contact: without sessions it could not even tell it.
Result<> team_add(Call& call, const proto::api::TeamAddRequest& request);
/// The coordinator removes a member; an agency may always remove itself.
Result<> team_remove(Call& call, const proto::api::TeamRemoveRequest& request);
/// The coordinator hands over. Where it is lost, this is a member's vote: a majority replaces it.
Result<> team_coordinator(Call& call, const proto::api::TeamCoordinatorRequest& request);

}  // namespace tasuki::engine
