#pragma once

#include "core/base/store.hpp"
#include "core/crypto/keys.hpp"
#include "core/engine/error.hpp"

namespace tasuki::engine {

/// The agency's root key, by the passphrase of any administrator who has not left: for `restore`. Costs one
/// Argon2id for each of them, until one fits. EngineError::RootKeyLocked; CryptoError::PasswordHashing where
/// there is not enough memory.
Result<crypto::SigningKey> root_key_by_passphrase(Transaction& transaction, ByteView passphrase);

}  // namespace tasuki::engine
