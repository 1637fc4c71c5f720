#include "core/engine/peer_clocks.hpp"

#include <algorithm>
#include <vector>

#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

/// What a clock may say: the years 1970 to 2200.
bool is_sane(Time time) {
  const auto millis = to_millis(time);
  return millis > 0 && millis < 7'258'118'400'000;
}

}  // namespace

void note_peer_clock(Desk& desk, const AgencyId& peer, Time theirs) {
  if (!is_sane(theirs)) return;
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

}  // namespace tasuki::engine
