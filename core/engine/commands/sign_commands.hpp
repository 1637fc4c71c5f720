#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class SignDefineRequest;
class SignListRequest;
class SignObserveRequest;
class SignReportRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Agrees on a warning sign, or on another version of one. Goes to everybody who is to be told, or to nobody.
Result<> sign_define(Call& call, const proto::api::SignDefineRequest& request);
/// What was seen on one day, to whoever is told of the sign and may have it.
Result<> sign_observe(Call& call, const proto::api::SignObserveRequest& request);
/// Somebody reports the sign itself, at once.
Result<> sign_report(Call& call, const proto::api::SignReportRequest& request);
Result<> sign_list(Call& call, const proto::api::SignListRequest& request);

}  // namespace tasuki::engine
