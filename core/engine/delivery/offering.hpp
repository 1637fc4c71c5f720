#pragma once

#include <optional>

#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Offer;
class Want;
}  // namespace tasuki::proto::wire

namespace tasuki::engine {

/// Hashes before bodies (docs/protocol.md, section 12.7): what may have reached a peer another way, or on the
/// link before, is offered, and only what has not come is sent.

/// To a peer that has been greeted: what is under way to it from here, and what is carried for it, newest
/// first.
void offer_all(Turn& turn, const AgencyId& peer);
/// Does nothing where there is no link.
void offer_one_carried(Turn& turn, const AgencyId& recipient, const EnvelopeHash& hash, std::size_t size);
void take_offer(Turn& turn, const AgencyId& peer, const proto::wire::Offer& offer);
void take_want_of_offered(Turn& turn, const AgencyId& peer, const proto::wire::Want& want);
/// At the end of a batch, which may have brought a withdrawal.
void send_what_was_wanted(Turn& turn);
/// At the end of a batch: asks for what there is room for.
void ask_for_more(Turn& turn);

}  // namespace tasuki::engine
