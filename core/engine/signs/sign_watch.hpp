#pragma once

#include <map>
#include <set>

#include "core/base/clock.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// What the desk remembers about warning signs between events. The store says the rest; a process that begins
/// looks at every team once.
struct SignWatch {
  /// Teams of whose signs this batch has said or taken something.
  std::set<TeamId> changed;
  /// What this batch states about signs: not in the store before it is signed.
  std::map<RecordId, MessageRecord> stated;
  /// When a team's signs are looked at next, as uptime.
  std::map<TeamId, Duration> due;
  /// Since when this node sees that a sign's alert has to be raised, as uptime.
  std::map<RecordId, Duration> noticed;
};

}  // namespace tasuki::engine
