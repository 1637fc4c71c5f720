#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class DueRequest;
class MilestoneSetRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Which reports and reviews the team's agencies owe each other, as far as this node knows.
Result<> due(Call& call, const proto::api::DueRequest& request);
/// A day from which others are counted: a message to the team, of category contact.
Result<> milestone_set(Call& call, const proto::api::MilestoneSetRequest& request);

}  // namespace tasuki::engine
