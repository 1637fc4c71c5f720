#pragma once

#include "core/engine/delivery/taken.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class DepositOffer;
class Envelope;
class Recall;
}  // namespace tasuki::proto::wire

namespace tasuki::engine {

/// A carrier's side (docs/protocol.md, section 12.8): keeps sealed envelopes of members for members of a
/// common team that are contacts here, and hands them over.

/// As configured; psychiatric hospitals do unless told otherwise.
bool carries(const Desk& desk);
void take_deposit_offer(Turn& turn, const AgencyId& depositor, const proto::wire::DepositOffer& offer);
/// An envelope for somebody else, which was asked for.
void take_deposit(Turn& turn, const Handed& handed, const proto::wire::Envelope& envelope);
/// Whoever shows a recall key has it dropped.
void take_recall(Turn& turn, const AgencyId& peer, const proto::wire::Recall& recall);
/// Drops what is for, or from, somebody with whom there is no common team any more. Reads no envelope.
void drop_what_no_team_shares(Turn& turn);
/// That, and what has expired. Costs a scan of the shelf with all that lies on it.
void clear_shelf(Turn& turn);

}  // namespace tasuki::engine
