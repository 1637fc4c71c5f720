#pragma once

#include "core/engine/care/messages.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::state {
class OutboxItem;
}
namespace tasuki::proto::wire {
class CardShare;
class Item;
}  // namespace tasuki::proto::wire

namespace tasuki::engine {

/// Whether consent allows it, decided with what is known now: between `send` and this moment it may have been
/// withdrawn, or have ended, or the peer may have left the team, or turn out to be a successor that nobody
/// here has verified. An override stands, but not for that.
bool may_still_go(Turn& turn, const AgencyId& peer, const MessageRecord& message);
/// The same for whatever waits. What this batch states and is not in the store yet may: it was decided just
/// now.
bool may_go(Turn& turn, const AgencyId& peer, const proto::state::OutboxItem& item);

/// A receipt, a call, a notice for a member that is a successor and that nobody here has verified: it waits.
bool is_withheld(Turn& turn, const AgencyId& peer, const proto::state::OutboxItem& item);
/// An item that must not go any more has been taken out.
void item_denied(Turn& turn, const AgencyId& peer, const proto::state::OutboxItem& item);

/// Turns what waits into what travels. False: it must not go any more (consent was withdrawn, the peer has
/// left the team) or is gone, and is dropped with a trace in the audit trail.
bool fill_item(Turn& turn, const AgencyId& peer, proto::state::OutboxItem& item, proto::wire::Item& out);

/// The cards and whereabouts of an agency. False where no card of it is known.
bool fill_card(Transaction& transaction, const AgencyId& agency, proto::wire::CardShare& out);

/// The peer has it.
void item_arrived(Turn& turn, const proto::state::OutboxItem& item);

}  // namespace tasuki::engine
