#include "core/engine/delivery/frontiers.hpp"

#include "core/engine/desk.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

void state_frontiers(Turn& turn, const AgencyId& peer, proto::wire::Hello& hello) {
  for (const auto& [session, count] : turn.desk.envelopes->received(turn.transaction, peer)) {
    auto& frontier = *hello.add_frontier();
    frontier.set_session_id(session.str());
    frontier.set_received(count);
  }
}

void compare_frontiers(Turn& turn, const AgencyId& peer, const proto::wire::Hello& hello) {
  for (const auto& frontier : hello.frontier()) {
    const auto session = SessionId::from(frontier.session_id());
    if (session && frontier.received() > turn.desk.envelopes->sent(turn.transaction, peer, *session))
      turn.desk.envelopes->drop_send_session(turn.transaction, peer, *session);
  }
}

}  // namespace tasuki::engine
