#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/random.hpp"
#include "core/base/store.hpp"
#include "core/crypto/keys.hpp"
#include "core/engine/error.hpp"

namespace tasuki::engine {

struct NewLife {
  AgencyId agency;
  std::uint32_t incarnation = 0;
};

/// What `restore` does to a store that stands as it stood when it was copied (design §11; docs/protocol.md,
/// section 17). New keys under a card of the next incarnation, signed by the root key; the earlier cards
/// stay, so that what they countersigned stays checkable. Sessions, prekeys, invitations, unfinished pairings
/// and what peers were thought to hold are void; what was under way waits again. The audit trail goes on with
/// `restored` and the head that it had. Every contact is to be asked for what was missed.
///
/// One transaction, which the caller commits. EngineError::NoIdentity; WrongRootKey for another agency's;
/// RecordError::TooManyIncarnations.
Result<NewLife> begin_new_life(Transaction& transaction, Random& random, Time now,
                               const crypto::SigningKey& root_key);

}  // namespace tasuki::engine
