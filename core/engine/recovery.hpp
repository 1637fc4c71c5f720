#pragma once

#include "core/crypto/recovery_code.hpp"
#include "core/engine/record/new_staff.hpp"

namespace tasuki::engine {

/// Who has lost every administrator's passphrase makes a new administrator with the recovery code, which
/// opens the root key. One transaction, which the caller commits; the trail says that it was done.
/// EngineError::NoIdentity; CryptoError::NotAuthentic for another code; those of `check_new_staff`.
Result<StaffAccount> recover_administrator(Transaction& transaction, Random& random, Time now,
                                           const crypto::RecoveryCode& code, NewStaff administrator,
                                           const PassphraseKey& passphrase);

/// Notes that the store opens with another passphrase from now on.
Result<> note_store_passphrase(Transaction& transaction, Random& random, Time now);

}  // namespace tasuki::engine
