#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/delivery/hello.hpp"
#include "core/engine/accepting.hpp"
#include "core/engine/event.hpp"
#include "core/engine/inviting.hpp"

namespace tasuki::engine {

/// What is known of connections besides which of them live (delivery::Links). Memory only.
struct PeerLinks {
  struct ContactLink {
    AgencyId peer;
    delivery::LinkFacts facts;
  };
  std::map<ConnectionId, ContactLink> contacts;
  Accepting accepting;
  Inviting inviting;
  /// Dials that have not ended. The end names no mode, so there is one at a time.
  std::map<AgencyId, LinkMode> dialling;
  /// Connections of before a commit that failed.
  std::vector<ConnectionId> stale;
  std::map<AgencyId, std::string> last_error;
  std::uint64_t last_ping = 0;
};

}  // namespace tasuki::engine
