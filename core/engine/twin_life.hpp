#pragma once

#include "core/base/store.hpp"
#include "core/engine/identity.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::engine {

/// For `begin_new_life`. One copy has begun two lives under one number, because a clock stood or was set
/// back; the others have met the other one, so that nothing this one has stated verifies there. `ended`, the
/// life of this store, leaves the number to the other: its place among the cards is `other`'s, what its staff
/// stated is countersigned anew by `life`, and its heads, which nobody has taken, go. Nothing where `other`
/// is of another number.
Result<> yield_number(Transaction& transaction, const Identity& ended, const Identity& life,
                      const record::SignedBytes& other);

}  // namespace tasuki::engine
