#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/crypto/hash.hpp"
#include "core/delivery/hello.hpp"
#include "core/engine/event.hpp"
#include "core/engine/links/accepting.hpp"
#include "core/engine/links/inviting.hpp"

namespace tasuki::engine {

/// What is known of connections besides which of them live (delivery::Links). Memory only.
struct PeerLinks {
  /// Which pre-shared key a link was made with: a pairing that is repeated meanwhile replaces it.
  using PskPrint = crypto::Digest;
  struct Dialling {
    LinkMode mode;
    PskPrint psk;
  };
  struct ContactLink {
    AgencyId peer;
    delivery::LinkFacts facts;
    std::optional<PskPrint> psk;
    bool is_greeted_back = true;  ///< our Hello has been sent
  };
  std::map<ConnectionId, ContactLink> contacts;
  Accepting accepting;
  Inviting inviting;
  /// Dials that have not ended. The end names no mode, so there is one at a time.
  std::map<AgencyId, Dialling> dialling;
  /// Keys given to handshakes of contacts whose pairing is unfinished, until their LinkUp.
  std::map<ConnectionId, PskPrint> given;
  /// Connections of before a commit that failed.
  std::vector<ConnectionId> stale;
  /// Those of them that the last tick dropped: to be dropped again, where its batch is not committed either.
  std::vector<ConnectionId> dropped;
  /// How often in a row an introduced contact did not take our key: each time the next one is tried.
  std::map<AgencyId, std::size_t> turned_down;
  std::map<AgencyId, std::string> last_error;
  /// How far our clock was ahead of the peer's at the last greeting.
  std::map<AgencyId, Duration> ahead_of;
  /// Contacts that said in their last greeting that they carry envelopes for others.
  std::set<AgencyId> carries;
  /// The prekey that every link has been given: with its greeting, or after that.
  Bytes prekey;
  /// When a contact's whereabouts were last passed on.
  std::map<AgencyId, Duration> passed_on;
  std::uint64_t last_ping = 0;
};

}  // namespace tasuki::engine
