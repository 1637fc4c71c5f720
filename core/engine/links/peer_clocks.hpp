#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"

namespace tasuki::engine {

struct Desk;

/// What the peers' clocks say about ours. `status` tells people that a clock is wrong; nothing is decided by
/// it but not to end what a clock ahead of the others' would end early.

/// A greeting said that it is `theirs` there. A claim.
void note_peer_clock(Desk& desk, const AgencyId& peer, Time theirs);
/// How far our clock is ahead of those of the peers with a link: the median; negative where it is behind.
/// Zero where nobody is there to compare with.
Duration clock_offset(const Desk& desk);
/// What everybody else's clock says, where ours is ahead: a clock that has jumped ends nothing early while
/// somebody is there to tell.
Time cautious_now(const Desk& desk);

}  // namespace tasuki::engine
