#include "core/engine/audit_note.hpp"

#include "core/engine/desk.hpp"
#include "core/engine/login_sessions.hpp"

namespace tasuki::engine {

void note(Turn& turn, const audit::Draft& draft) {
  audit::append(turn.transaction, turn.desk.random, {turn.desk.clock.now(), turn.desk.identity->incarnation},
                draft);
}

audit::Actor actor_of(const LoginSession* session) {
  return session != nullptr ? audit::by_staff(session->staff()) : audit::by_node();
}

}  // namespace tasuki::engine
