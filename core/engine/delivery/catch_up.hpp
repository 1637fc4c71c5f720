#pragma once

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::proto::wire {
class CatchUpOffer;
class CatchUpRequest;
}  // namespace tasuki::proto::wire
namespace tasuki::proto::state {
class OutboxItem;
}

namespace tasuki::engine {

/// How a node that lives anew from a copy learns what was there since (docs/protocol.md, section 17.3): each
/// contact names, page by page, the ids of what it holds that this node may have; what is lacked is asked for
/// and comes the ordinary way, on consent decided anew.

/// A contact has been greeted: it is asked, once in this life.
void ask_for_what_was_missed(Turn& turn, const AgencyId& contact);
/// A page of what it holds. Asks for what is lacked and not buried, and for the next page.
void take_catch_up_offer(Turn& turn, const AgencyId& contact, const proto::wire::CatchUpOffer& offer);

/// A record has come from a contact that may have been asked for it. What is not kept, since
/// it is known here under another id or not for this node any more, is not missed either.
void missed_has_come(Turn& turn, const AgencyId& contact, const record::SignedRecord& record);
/// It is none that this node may take: a gap, if it was asked for.
void missed_is_refused(Turn& turn, const AgencyId& contact, const record::SignedRecord& record);

/// The other side: sends what `peer` lacks and may have, says what it may not, and names the next page.
/// Costs at most a page of records read and a page sent.
void answer_catch_up(Turn& turn, const AgencyId& peer, const proto::wire::CatchUpRequest& request);

/// What has left the outbox for good without going: if it was asked for, the peer is told that it does not
/// come.
void promise_broken(Turn& turn, const AgencyId& peer, const proto::state::OutboxItem& item);

/// An offer ends with the row that brings it to so many ids.
inline constexpr std::size_t kCatchUpPage = 500;
/// Of one request or offer no more are looked at.
inline constexpr std::size_t kCatchUpMost = 4'000;

}  // namespace tasuki::engine
