#include "core/engine/audit/heads.hpp"

#include "core/audit/trail.hpp"
#include "core/engine/audit/witnessing.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

constexpr Duration kSignWithin{1'000};

}  // namespace

void note_head_due(Turn& turn) {
  HeadDue& head = turn.desk.head;
  if (head.at || audit::tail(turn.transaction).number == head.signed_up_to) return;
  head.at = turn.desk.clock.uptime() + kSignWithin;
}

void sign_head_in_time(Turn& turn) {
  Desk& desk = turn.desk;
  if (!desk.head.at || desk.clock.uptime() < *desk.head.at) return;
  const std::uint64_t end = audit::tail(turn.transaction).number;
  audit::sign_head(turn.transaction, desk.agency(), {desk.clock.now(), desk.identity->incarnation},
                   desk.identity->node_key);
  desk.head = {end, std::nullopt};
  note_new_head(turn);
}

std::optional<Duration> next_head(const Turn& turn) { return turn.desk.head.at; }

}  // namespace tasuki::engine
