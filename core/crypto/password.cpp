#include "core/crypto/password.hpp"

#include <sodium.h>

#include "core/crypto/aead.hpp"
#include "proto/state.pb.h"

namespace tasuki::crypto {

namespace {

static_assert(std::tuple_size_v<Argon2Salt> == crypto_pwhash_SALTBYTES);

Bytes associated_data(std::string_view domain, ByteView salt, const Argon2Cost& cost) {
  Bytes data = copy(as_bytes(domain));
  data.push_back(0);
  append(data, salt);
  append_u64(data, cost.ops_limit);
  append_u64(data, cost.mem_limit);
  return data;
}

}  // namespace

bool is_acceptable(const Argon2Cost& cost) {
  return cost.ops_limit >= kArgon2Least.ops_limit && cost.ops_limit <= kArgon2Most.ops_limit &&
         cost.mem_limit >= kArgon2Least.mem_limit && cost.mem_limit <= kArgon2Most.mem_limit;
}

Argon2Salt random_salt(Random& random) {
  Argon2Salt salt;
  random.fill(salt);
  return salt;
}

Result<Secret<32>> derive(ByteView passphrase, ByteView salt, const Argon2Cost& cost) {
  if (salt.size() != crypto_pwhash_SALTBYTES || !is_acceptable(cost)) return CryptoError::PasswordHashing;
  Secret<32> key;
  // An empty passphrase has no bytes, but libsodium wants an address all the same.
  const char* typed = passphrase.empty() ? "" : as_text(passphrase).data();
  if (crypto_pwhash(key.reveal_mutable().data(), key.kSize, typed, passphrase.size(), salt.data(),
                    cost.ops_limit, cost.mem_limit, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return CryptoError::PasswordHashing;
  }
  return key;
}

Result<WrappedSecret> WrappedSecret::from_proto(const proto::state::WrappedSecret& stored) {
  WrappedSecret wrapped{{},
                        {stored.ops_limit(), stored.mem_limit()},
                        copy(as_bytes(stored.nonce())),
                        copy(as_bytes(stored.box()))};
  if (stored.salt().size() != wrapped.salt.size() || wrapped.nonce.size() != kXNonceSize) {
    return CryptoError::Malformed;
  }
  if (!is_acceptable(wrapped.cost)) return CryptoError::PasswordHashing;
  std::copy(stored.salt().begin(), stored.salt().end(), wrapped.salt.begin());
  return wrapped;
}

void WrappedSecret::to_proto(proto::state::WrappedSecret& stored) const {
  stored.set_salt(to_string(salt));
  stored.set_ops_limit(cost.ops_limit);
  stored.set_mem_limit(cost.mem_limit);
  stored.set_nonce(to_string(nonce));
  stored.set_box(to_string(box));
}

WrappedSecret wrap(Random& random, const Secret<32>& key, const Argon2Salt& salt, const Argon2Cost& cost,
                   std::string_view domain, ByteView secret) {
  Bytes nonce(kXNonceSize);
  random.fill(nonce);
  Bytes box = seal(key.reveal(), nonce, associated_data(domain, salt, cost), secret);
  return {salt, cost, std::move(nonce), std::move(box)};
}

Result<SecretBytes> unwrap(const Secret<32>& key, std::string_view domain, const WrappedSecret& wrapped) {
  if (wrapped.nonce.size() != kXNonceSize) return CryptoError::NotAuthentic;
  TRY(auto secret,
      open(key.reveal(), wrapped.nonce, associated_data(domain, wrapped.salt, wrapped.cost), wrapped.box));
  return SecretBytes(std::move(secret));
}

}  // namespace tasuki::crypto
