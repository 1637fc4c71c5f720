#include "core/engine/duty/roster_order.hpp"

#include "core/engine/desk.hpp"
#include "core/engine/links/peer_clocks.hpp"

namespace tasuki::engine {

std::vector<care::duty::Callee> on_duty_now(const Desk& desk, const record::TeamState& team) {
  if (!team.roster) return {};
  return care::duty::on_duty(team.roster->what, desk.settings.calendar, cautious_now(desk), team.members);
}

}  // namespace tasuki::engine
