#include "core/engine/heads.hpp"

#include "core/audit/trail.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

constexpr Duration kSignWithin{1'000};

}  // namespace

void sign_head_in_time(Turn& turn) {
  Desk& desk = turn.desk;
  const std::uint64_t end = audit::tail(turn.transaction).number;
  if (end == desk.head.signed_up_to) return;
  const Duration now = desk.clock.uptime();
  if (!desk.head.at) desk.head.at = now + kSignWithin;
  if (now < *desk.head.at) return;
  audit::sign_head(turn.transaction, desk.agency(), {desk.clock.now(), desk.identity->incarnation},
                   desk.identity->node_key);
  desk.head = {end, std::nullopt};
}

std::optional<Duration> next_head(const Turn& turn) { return turn.desk.head.at; }

}  // namespace tasuki::engine
