#pragma once

#include "core/base/store.hpp"
#include "core/engine/event.hpp"

namespace tasuki::simulation {

/// What the node's Argon2id thread answers. The same question is computed once per program: people log in
/// after every crash, and the answer is always the same.
Secret<32> derive_once(const engine::Derive& job);

/// The same for the root key of an agency, which the administrator's passphrase opens.
crypto::SigningKey root_key_of(const AgencyId& agency, Transaction& transaction);

}  // namespace tasuki::simulation
