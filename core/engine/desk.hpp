#pragma once

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/jobs.hpp"
#include "core/engine/login_sessions.hpp"
#include "core/engine/login_throttle.hpp"

namespace tasuki::engine {

/// What the rules hold in memory between events: the agency's desk. Everything here can be read anew from the
/// store; `Engine::forget` does so. Modules that keep such state are members of it.
struct Desk {
  Desk(const Clock& clock, Random& random, Settings settings)
      : clock(clock), random(random), settings(std::move(settings)) {}

  const Clock& clock;
  Random& random;
  const Settings settings;

  Jobs jobs;
  LoginSessions sessions{settings.session_idle_limit};
  LoginThrottle throttle;
};

}  // namespace tasuki::engine
