#pragma once

#include <optional>

#include "core/engine/turn.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::engine {

/// Another life of this very agency's, later than this one or under the same number, that another node has
/// met: this store is an old copy, and its node is refused wherever that life is known, until it begins a
/// life of its own (core/engine/new_life.hpp).

/// `card` is what a peer shows of this agency. Kept as a proof if its root key signed it and this node's keys
/// are not in it; anything else is ignored. Noted on the trail once.
void note_later_life(Turn& turn, const record::SignedBytes& card);
/// The card of the highest incarnation that was shown.
std::optional<record::SignedBytes> later_life(Transaction& transaction);
/// For `begin_new_life`, which goes beyond it.
void forget_later_life(Transaction& transaction);

}  // namespace tasuki::engine
