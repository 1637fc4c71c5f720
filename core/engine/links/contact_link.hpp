#pragma once

#include "core/crypto/hash.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Frame;
}

namespace tasuki::engine {

/// Ordinary links, to contacts: for core/engine/links/peers.cpp.

/// `peer` is a contact; `psk` is the key of the handshake, where it is known.
void contact_link_up(Turn& turn, const LinkUp& link, const AgencyId& peer,
                     const std::optional<crypto::Digest>& psk);
crypto::Digest print_of_psk(const Secret<32>& psk);
/// Both do nothing for connections that are no contact's.
void contact_link_down(Turn& turn, ConnectionId connection);
void take_contact_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame);
void tick_contact_links(Turn& turn);

}  // namespace tasuki::engine
