#include "core/engine/links/peer_clocks.hpp"

#include <algorithm>
#include <vector>

#include "core/care/payload.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

void note_peer_clock(Desk& desk, const AgencyId& peer, Time theirs) {
  if (!care::check_time(theirs)) return;
  desk.peers.ahead_of.insert_or_assign(peer, desk.clock.now() - theirs);
}

Duration clock_offset(const Desk& desk) {
  std::vector<Duration> offsets;
  for (const auto& [peer, ahead] : desk.peers.ahead_of) {
    if (desk.link_to(peer)) offsets.push_back(ahead);
  }
  if (offsets.empty()) return Duration::zero();
  const auto middle = offsets.begin() + static_cast<std::ptrdiff_t>(offsets.size() / 2);
  std::nth_element(offsets.begin(), middle, offsets.end());
  return *middle;
}

Time cautious_now(const Desk& desk) {
  return desk.clock.now() - std::max(clock_offset(desk), Duration::zero());
}

}  // namespace tasuki::engine
