#pragma once

#include <optional>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/delivery/links.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/identity.hpp"
#include "core/engine/jobs.hpp"
#include "core/engine/login_sessions.hpp"
#include "core/engine/login_throttle.hpp"
#include "core/engine/peer_links.hpp"
#include "core/engine/watchers.hpp"

namespace tasuki::engine {

/// What the rules hold in memory between events: the agency's desk. Everything here can be read anew from the
/// store; `Engine::forget` does so. Modules that keep such state are members of it.
struct Desk {
  Desk(const Clock& clock, Random& random, Settings settings)
      : clock(clock), random(random), settings(std::move(settings)) {}

  const AgencyId& agency() const { return identity->agency; }
  /// The link on which a contact has been greeted, if there is one.
  std::optional<delivery::ConnectionId> link_to(const AgencyId& peer) const { return links->link_to(peer); }

  const Clock& clock;
  Random& random;
  const Settings settings;

  Jobs jobs;
  LoginSessions sessions{settings.session_idle_limit};
  LoginThrottle throttle;
  Watchers watchers;

  std::optional<Identity> identity;
  std::optional<delivery::Links> links;
  PeerLinks peers;
};

}  // namespace tasuki::engine
