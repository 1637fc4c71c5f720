#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class StaffAddRequest;
class StaffDisableRequest;
class StaffListRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Answered when Argon2id is done. EngineError::UnknownCode for role or profession, EmptyPassphrase, and
/// those of `check_new_staff`.
Result<> staff_add(Call& call, const proto::api::StaffAddRequest& request);
Result<> staff_list(Call& call, const proto::api::StaffListRequest& request);
/// They can log in no more, their sessions end, and their certificate ends at the last number the agency has
/// given: what they stated stays valid, nothing new becomes so. Disabling twice changes nothing.
/// EngineError::LastAdministrator.
Result<> staff_disable(Call& call, const proto::api::StaffDisableRequest& request);

}  // namespace tasuki::engine
