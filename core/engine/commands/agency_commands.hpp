#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class AgencyListRequest;
class AgencySetRequest;
class AgencyShowRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// This agency and its contacts, of a kind, open now, or that can be asked for something.
Result<> agency_list(Call& call, const proto::api::AgencyListRequest& request);
Result<> agency_show(Call& call, const proto::api::AgencyShowRequest& request);
/// What this agency tells others of itself; contacts are told at once. EngineError::HoursUnclear,
/// UnknownCode.
Result<> agency_set(Call& call, const proto::api::AgencySetRequest& request);

}  // namespace tasuki::engine
