#include "core/crypto/hash.hpp"

#include <sodium.h>

namespace tasuki::crypto {

namespace {

void absorb(crypto_generichash_state& state, ByteView part) {
  Bytes length;
  append_u64(length, part.size());
  crypto_generichash_update(&state, length.data(), length.size());
  crypto_generichash_update(&state, part.data(), part.size());
}

}  // namespace

Digest hash(std::string_view domain, std::initializer_list<ByteView> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, sizeof(Digest));
  absorb(state, as_bytes(domain));
  for (const auto part : parts) absorb(state, part);
  Digest digest;
  crypto_generichash_final(&state, digest.data(), digest.size());
  return digest;
}

Digest sha256(std::initializer_list<ByteView> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const auto part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
  Digest digest;
  crypto_hash_sha256_final(&state, digest.data());
  return digest;
}

}  // namespace tasuki::crypto
