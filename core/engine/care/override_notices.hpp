#pragma once

#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

class LoginSession;

/// The coordinator learns at once that `message` went out without consent, to protect a life.
void send_override_notice(Turn& turn, const LoginSession& session, const TeamId& team, const RecordId& id,
                          const care::Message& message);
/// To us as coordinator: a member sent something to protect a life, without consent.
void take_override_notice(Turn& turn, const record::SignedRecord& record);

}  // namespace tasuki::engine
