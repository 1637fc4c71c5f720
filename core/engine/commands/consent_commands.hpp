#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class ConsentCheckRequest;
class ConsentConfirmRequest;
class ConsentGrantRequest;
class ConsentListRequest;
class ConsentRefuseRequest;
class ConsentWithdrawRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// What the person allows, as this agency heard it. `to` is written out: members who join later are not
/// meant.
Result<> consent_grant(Call& call, const proto::api::ConsentGrantRequest& request);
/// What the person forbids.
Result<> consent_refuse(Call& call, const proto::api::ConsentRefuseRequest& request);
/// Another agency heard it too.
Result<> consent_confirm(Call& call, const proto::api::ConsentConfirmRequest& request);
/// Ends a consent from now on. Of a refusal: the coordinator lifts it.
Result<> consent_withdraw(Call& call, const proto::api::ConsentWithdrawRequest& request);
Result<> consent_list(Call& call, const proto::api::ConsentListRequest& request);
Result<> consent_check(Call& call, const proto::api::ConsentCheckRequest& request);

}  // namespace tasuki::engine
