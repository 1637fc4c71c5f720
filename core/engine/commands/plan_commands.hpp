#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class PlanSetRequest;
class PlanShowRequest;
class PlanVersionsRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// A new version of the crisis plan: one message for each set of agencies that sections are shared with.
/// Where consent is missing for anybody named in any section nothing goes out, unless `permitted_only`; a
/// section that may go to nobody is then left out.
Result<> plan_set(Call& call, const proto::api::PlanSetRequest& request);
/// A version as it is held here. Reading it opens its messages. EngineError::NoPlan.
Result<> plan_show(Call& call, const proto::api::PlanShowRequest& request);
Result<> plan_versions(Call& call, const proto::api::PlanVersionsRequest& request);

}  // namespace tasuki::engine
