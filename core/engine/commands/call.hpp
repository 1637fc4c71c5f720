#pragma once

#include <cstdint>

#include "core/base/result.hpp"
#include "core/base/store.hpp"
#include "core/engine/error.hpp"
#include "core/engine/event.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::api {
class Request;
class Response;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

class LoginSession;  // core/engine/commands/login.hpp

/// Who may call a command. A session of another role is answered `not-allowed`.
enum class Access {
  Anyone,    ///< without a login
  LoggedIn,  ///< any role: whoami, logout, audit
  Care,      ///< staff and administrators
  Admin,
};

/// One request of a program while it is handled. A handler looks like
///
///     Result<> team_create(Call& call, const proto::api::TeamCreateRequest& request);
///
/// It replies one or more times, the last time with `finish`, or returns an error, which undoes all it wrote
/// and is answered under its name. A refusal that must leave a trace (an audit entry) is no error: the
/// handler writes its entry, calls `refuse` and returns success. A handler that answers later keeps
/// `pending()` and returns.
struct Call {
  Desk& desk;
  Transaction& transaction;
  Effects& effects;
  ClientId client;
  std::uint32_t uid;
  std::uint64_t number;
  LoginSession* session = nullptr;  ///< set unless the command's Access is Anyone

  /// One line of several.
  void reply(proto::api::Response response);
  /// The last line, or the only one.
  void finish(proto::api::Response response);
  /// The end of a list that may be empty.
  void done();
  void refuse(const Error& error);
};

/// The same, for rules that serve more than programs.
inline Turn turn_of(const Call& call) { return {call.desk, call.transaction, call.effects}; }

/// Outlives its Call.
inline PendingAnswer pending(const Call& call) { return {call.client, call.number}; }

/// Answers to a program outside a Call.
void answer(Effects& effects, PendingAnswer to, proto::api::Response response, bool last = true);
void answer_error(Effects& effects, PendingAnswer to, const Error& error);

}  // namespace tasuki::engine
