#include "core/engine/record/account_keys.hpp"

namespace tasuki::engine {

namespace {

Result<crypto::SigningKey> unwrap_key(const Secret<32>& key, std::string_view domain,
                                      const crypto::WrappedSecret& wrapped) {
  TRY(const auto seed, crypto::unwrap(key, domain, wrapped));
  if (seed.size() != 32) return crypto::CryptoError::NotAuthentic;
  return crypto::SigningKey::from_seed(seed.reveal());
}

}  // namespace

Result<AccountKeys> open_account_keys(const StaffAccount& account, const Secret<32>& key) {
  TRY(auto staff, unwrap_key(key, kStaffKeyWrap, account.staff_key));
  if (!equal(staff.public_key().bytes(), account.id.bytes())) return crypto::CryptoError::NotAuthentic;
  if (!account.root_key) return AccountKeys{std::move(staff), std::nullopt};
  TRY(auto root, unwrap_key(key, kRootKeyWrap, *account.root_key));
  return AccountKeys{std::move(staff), std::move(root)};
}

void wrap_account_keys(StaffAccount& account, Random& random, const AccountKeys& keys, const Secret<32>& key,
                       const crypto::Argon2Salt& salt, const crypto::Argon2Cost& cost) {
  const auto wrapped = [&](std::string_view domain, const crypto::SigningKey& secret) {
    return crypto::wrap(random, key, salt, cost, domain, secret.reveal_seed());
  };
  account.staff_key = wrapped(kStaffKeyWrap, keys.staff);
  if (keys.root) account.root_key = wrapped(kRootKeyWrap, *keys.root);
}

}  // namespace tasuki::engine
