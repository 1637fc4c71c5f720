#pragma once

#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

class LoginSession;

/// The coordinator learns at once that `message` went out without consent, to protect a life. A coordinator
/// that is a successor and that nobody here has verified learns it when somebody has.
void send_override_notice(Turn& turn, const LoginSession& session, const TeamId& team, const RecordId& id,
                          const care::Message& message);
/// To us as coordinator: a member sent something to protect a life, without consent.
void take_override_notice(Turn& turn, const record::SignedRecord& record);

/// The coordinator has been verified: what it was not told is on its way. Reads every record that is kept
/// here.
void send_override_notices_again(Turn& turn, const TeamId& team);

}  // namespace tasuki::engine
