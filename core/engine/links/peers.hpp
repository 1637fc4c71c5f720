#pragma once

#include <optional>

#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Frame;
}

namespace tasuki::engine {

/// Links to contacts and pairings: handshakes' keys, greetings (PairHello, PairDone, Hello, Ping), dialling.
/// The engine hands every event of a link to these; pairing's and delivery's own objects decide.

/// Once the identity is loaded, at the start and after a commit that failed: dials the contacts, goes on with
/// pairings. Connections of before are closed at the next tick, since what was said on them may be undone.
void open_links(Desk& desk, Transaction& transaction);

void answer_psk_query(Turn& turn, const PskQuery& query);
void link_up(Turn& turn, const LinkUp& link);
void link_down(Turn& turn, const LinkDown& link);
void dial_failed(Turn& turn, const DialFailed& failed);
/// Greetings are dealt with here; what follows a verified Hello goes to `take_peer_frame`. A link whose first
/// frame is no valid greeting is closed.
void take_frame(Turn& turn, const FrameReceived& received);
/// Dials that are due, pings, links that have gone silent.
void tick_links(Turn& turn);
/// When `tick_links` is due, as uptime.
std::optional<Duration> next_link_wake(const Turn& turn);

/// Its addresses have changed, or it is known to be up: no waiting.
void hurry_to_peer(Turn& turn, const AgencyId& peer);
/// Its secret has changed: closes its link, and dials anew at `dial_at`, as uptime.
void redial_peer(Turn& turn, const AgencyId& peer, Duration dial_at);
/// One dial at a time per agency; false: one is under way. `purpose` is Contact also for a renewal, which is
/// a pairing to the transport alone.
bool begin_dial(Turn& turn, Dial dial, LinkMode purpose);
/// Why the last link to it failed or ended, as a code; empty when it did not.
std::string last_link_error(const Desk& desk, const AgencyId& peer);

// ---- given by delivery (core/engine/links/peer_frames.cpp)
// ----------------------------------------------------------------

/// A contact's Hello was verified and its card, whereabouts and prekey are kept: what is under way goes out
/// again.
void peer_is_ready(Turn& turn, const AgencyId& peer);
/// Its last link has ended.
void peer_is_gone(Turn& turn, const AgencyId& peer);
/// What a greeted contact says.
void take_peer_frame(Turn& turn, const AgencyId& peer, const proto::wire::Frame& frame);

}  // namespace tasuki::engine
