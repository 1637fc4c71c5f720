#pragma once

#include <string>
#include <vector>

#include "core/crypto/recovery_code.hpp"
#include "core/engine/record/new_staff.hpp"
#include "core/record/card.hpp"

namespace tasuki::engine {

struct NewAgency {
  std::string name;
  std::string kind;                   ///< a code
  std::vector<record::Phone> phones;  ///< in the order to call
  NewStaff administrator;             ///< its role is taken as administrator
};

struct CreatedAgency {
  AgencyId agency;
  StaffId administrator;
};

/// What `tasukid init` does to a new store: makes the agency's root key (kept only under the administrator's
/// passphrase and the recovery code), its card, the first incarnation of its node with all keys, and the
/// first administrator. EngineError::IdentityExists where the store has an agency; NotUtf8, TextTooLong,
/// UnknownCode for what was typed; RecordError::Malformed for phones beyond the card's limits.
Result<CreatedAgency> create_agency(Transaction& transaction, Random& random, Time now,
                                    const NewAgency& agency, const PassphraseKey& passphrase,
                                    const crypto::RecoveryCode& recovery_code);

}  // namespace tasuki::engine
