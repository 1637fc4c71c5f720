#include "core/engine/root_key.hpp"

#include "core/engine/record/staff.hpp"

namespace tasuki::engine {

Result<crypto::SigningKey> root_key_by_passphrase(Transaction& transaction, ByteView passphrase) {
  for (const auto& account : list_staff(transaction)) {
    if (!account.active || !account.root_key) continue;
    TRY(const auto key, crypto::derive(passphrase, account.root_key->salt, account.root_key->cost));
    const auto seed = crypto::unwrap(key, kRootKeyWrap, *account.root_key);
    if (seed && seed->size() == 32) return crypto::SigningKey::from_seed(seed->reveal());
  }
  return EngineError::RootKeyLocked;
}

}  // namespace tasuki::engine
