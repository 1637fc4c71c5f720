#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class LoginRequest;
class LogoutRequest;
class WhoamiRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Answered when Argon2id is done. An unknown or disabled account is answered as a wrong passphrase is, after
/// as long: EngineError::WrongPassphrase. TooManyAttempts with the seconds to wait; Ambiguous with the
/// candidates' ids.
Result<> login(Call& call, const proto::api::LoginRequest& request);
Result<> logout(Call& call, const proto::api::LogoutRequest& request);
Result<> whoami(Call& call, const proto::api::WhoamiRequest& request);

}  // namespace tasuki::engine
