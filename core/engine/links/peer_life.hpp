#pragma once

#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// The incarnation of `agency` that this node knows; 0 where it knows none.
std::uint32_t known_incarnation(Transaction& transaction, const AgencyId& agency);

/// A card of `agency` was kept. Where it names a later incarnation than `before`, the agency lives anew: what
/// it was thought to hold is forgotten and the governance of shared teams goes to it again; what was under
/// way, sealed for keys that are gone, waits again. Members of shared teams are told of the card.
void note_card_kept(Turn& turn, const AgencyId& agency, std::uint32_t before);

/// Whereabouts of `agency` were kept that are newer than those known: it is dialled there, and members of
/// shared teams that are contacts are told. Ends by itself: each node passes on what is news to it, once. An
/// agency that keeps moving is told of every ten minutes at most.
void note_whereabouts_kept(Turn& turn, const AgencyId& agency);
/// A newer prekey of `agency` was kept. A carrier tells members of shared teams that are contacts in the same
/// way: they may meet `agency` through carriers alone, and can begin no session with a prekey whose secret is
/// gone.
void note_prekey_kept(Turn& turn, const AgencyId& agency);
/// What had to wait for that.
void pass_on_in_time(Turn& turn);

}  // namespace tasuki::engine
