#include "core/engine/audit/audit_note.hpp"

#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

void note(Turn& turn, const audit::Draft& draft) {
  audit::append(turn.transaction, turn.desk.random, {turn.desk.clock.now(), turn.desk.identity->incarnation},
                draft);
}

audit::Actor actor_of(const LoginSession* session) {
  return session != nullptr ? audit::by_staff(session->staff()) : audit::by_node();
}

}  // namespace tasuki::engine
