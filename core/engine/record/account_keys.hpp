#pragma once

#include <optional>

#include "core/crypto/keys.hpp"
#include "core/engine/record/staff.hpp"

namespace tasuki::engine {

/// What an account keeps under its person's passphrase.
struct AccountKeys {
  crypto::SigningKey staff;
  std::optional<crypto::SigningKey> root;  ///< administrators only
};

/// `key` is derived from what was typed. CryptoError::NotAuthentic: from another passphrase.
Result<AccountKeys> open_account_keys(const StaffAccount& account, const Secret<32>& key);
/// Under another passphrase from now on, of which `key` is derived by `salt` and `cost`.
void wrap_account_keys(StaffAccount& account, Random& random, const AccountKeys& keys, const Secret<32>& key,
                       const crypto::Argon2Salt& salt, const crypto::Argon2Cost& cost);

}  // namespace tasuki::engine
