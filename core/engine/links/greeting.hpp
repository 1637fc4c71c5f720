#pragma once

#include "core/base/id.hpp"
#include "core/base/secret.hpp"
#include "core/delivery/hello.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Frame;
class Refusal;
}  // namespace tasuki::proto::wire

namespace tasuki::proto::record {
class Signed;
}

namespace tasuki::engine {

/// What pairings and contact links share.

void send_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame);
/// Says why, as a code, and closes.
void refuse_link(Turn& turn, ConnectionId connection, const Error& reason,
                 const proto::wire::Refusal& refusal);
void refuse_link(Turn& turn, ConnectionId connection, const Error& reason);

delivery::LinkFacts facts_of(const LinkUp& link);
void send_hello(Turn& turn, ConnectionId connection, const delivery::LinkFacts& link, const AgencyId& peer);
void send_pair_hello(Turn& turn, ConnectionId connection, const delivery::LinkFacts& link,
                     const AgencyId& peer);

/// A prekey that was made after the greetings goes to every contact with a link: a link may stay up for
/// longer than prekeys live.
void announce_prekey(Turn& turn);
void take_prekey(Turn& turn, const AgencyId& peer, const proto::record::Signed& prekey);

/// Card, whereabouts and prekey of a verified greeting. OutdatedCard; UntrustedHello for what does not fit
/// what is known.
Result<> keep_greeting(Turn& turn, const delivery::PeerHello& hello);
/// What both sides of a pairing do with the other's greeting: keeps it, and the contact with the pairing's
/// secret. A repeated pairing replaces the secret, and what is sent from then on goes in a new session. Its
/// link, if there is one, is dropped, and it is dialled at `dial_at`.
Result<> keep_paired_contact(Turn& turn, const delivery::PeerHello& hello, Secret<32> pair_secret,
                             const InvitationId& invitation, Duration dial_at);

}  // namespace tasuki::engine
