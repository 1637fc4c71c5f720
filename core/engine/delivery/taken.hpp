#pragma once

#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/delivery/cannot_open.hpp"
#include "core/delivery/link_numbers.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Received;
}

namespace tasuki::engine {

/// Who is told that an envelope was taken: the peer that handed it over, and, where that is a carrier, the
/// sender too, who keeps it until then (docs/protocol.md, section 12.4).

/// A sender's envelopes that carriers brought: opened, and such as cannot be.
struct TakenFromCarriers {
  std::vector<EnvelopeHash> opened;
  std::vector<delivery::CannotOpen> refused;
};

/// What a sender without a link is told only some time later: of envelopes that cannot be opened, the first
/// at once, others together. Where two cannot open each other's, their statements about statements would
/// never end otherwise.
struct RefusalsToTell {
  std::vector<delivery::CannotOpen> refused;
  Duration not_before{0};  ///< as uptime
};

/// Which envelope, who handed it over or offered it, and its number on their link.
struct Handed {
  AgencyId peer;
  delivery::LinkNumber number;
  EnvelopeHash hash;
};

/// With the commit. A peer that gave it no number is not answered.
void acknowledge(Turn& turn, const AgencyId& peer, delivery::LinkNumber number);
/// `answered`: holds more than acknowledgements.
void taken(Turn& turn, const Handed& handed, const AgencyId& sender, bool answered);
/// It had been taken before.
void taken_again(Turn& turn, const Handed& handed, const AgencyId& sender);
/// `sender`: whom the envelope names, where it could be unsealed.
void not_taken(Turn& turn, const Handed& handed, const std::optional<AgencyId>& sender,
               const std::string& reason);

/// At a batch's end: one frame per peer for all that was taken from it.
void send_acknowledgements(Turn& turn);
/// As time comes: refusals that had to wait.
void tell_refusals_in_time(Turn& turn);
/// `peer` says what it took from carriers. What they have had for long and it still lacks is sealed anew.
void take_received(Turn& turn, const AgencyId& peer, const proto::wire::Received& received);

}  // namespace tasuki::engine
