#pragma once

#include <string>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/crypto/keys.hpp"
#include "core/engine/record/staff.hpp"

namespace tasuki::engine {

/// Argon2id of somebody's passphrase, with what it took. The derivation itself is done elsewhere: it takes
/// long.
struct PassphraseKey {
  Secret<32> key;
  crypto::Argon2Salt salt;
  crypto::Argon2Cost cost;
};

struct NewStaff {
  std::string name;
  std::string profession;  ///< a code
  Role role = Role::Staff;
};

/// Whether this can be somebody: EngineError::TextTooLong or NotUtf8 for the name, UnknownCode for the
/// profession.
Result<> check_new_staff(const NewStaff& staff);

/// Makes their key and certificate, keeps both; an administrator also gets the root key under their own
/// passphrase.
Result<StaffAccount> add_staff(Transaction& transaction, Random& random, Time now,
                               const crypto::SigningKey& root_key, const NewStaff& staff,
                               const PassphraseKey& passphrase);

}  // namespace tasuki::engine
