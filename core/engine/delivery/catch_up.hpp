#pragma once

#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class CatchUpOffer;
class CatchUpRequest;
}  // namespace tasuki::proto::wire

namespace tasuki::engine {

/// How a node that lives anew from a copy learns what was there since (docs/protocol.md, section 17.3): each
/// contact names, page by page, the ids of what it holds that this node may have; what is lacked is asked for
/// and comes the ordinary way, on consent decided anew.

/// A contact has been greeted: it is asked, once in this life.
void ask_for_what_was_missed(Turn& turn, const AgencyId& contact);
/// A page of what it holds. Asks for what is lacked and not buried, and for the next page.
void take_catch_up_offer(Turn& turn, const AgencyId& contact, const proto::wire::CatchUpOffer& offer);

/// The other side: sends what `peer` lacks and may have, says what it may not, and names the next page.
/// Costs at most a page of records read and a page sent.
void answer_catch_up(Turn& turn, const AgencyId& peer, const proto::wire::CatchUpRequest& request);

/// `peer` lives anew: what waits for it as an answer to its earlier life, which asked before it lost again
/// what it had, would be taken for one to its own question.
void forget_catch_up_answers(Transaction& transaction, const AgencyId& peer);

/// An offer ends with the row that brings it to so many ids.
inline constexpr std::size_t kCatchUpPage = 500;
/// Of one request or offer no more are looked at.
inline constexpr std::size_t kCatchUpMost = 4'000;

}  // namespace tasuki::engine
