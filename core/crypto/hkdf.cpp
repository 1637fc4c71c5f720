#include "core/crypto/hkdf.hpp"

#include <sodium.h>

#include <algorithm>

namespace tasuki::crypto {

namespace {

constexpr std::size_t kHashSize = crypto_auth_hmacsha256_BYTES;
constexpr std::size_t kMaxBlocks = 255;

}  // namespace

EphemeralSecret<32> hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  for (const auto part : parts) crypto_auth_hmacsha256_update(&state, part.data(), part.size());
  EphemeralSecret<32> mac;
  crypto_auth_hmacsha256_final(&state, mac.reveal_mutable().data());
  sodium_memzero(&state, sizeof state);
  return mac;
}

EphemeralSecret<32> hkdf_extract(ByteView salt, ByteView input_key_material) {
  static constexpr std::array<std::uint8_t, kHashSize> kNoSalt{};
  return hmac_sha256(salt.empty() ? ByteView(kNoSalt) : salt, {input_key_material});
}

Result<> hkdf_expand(ByteView pseudo_random_key, ByteView info, MutableByteView output) {
  if (output.size() > kMaxBlocks * kHashSize) return CryptoError::OutputTooLong;
  EphemeralSecret<32> block;
  ByteView previous;
  std::uint8_t counter = 0;
  while (!output.empty()) {
    ++counter;
    block = hmac_sha256(pseudo_random_key, {previous, info, ByteView(&counter, 1)});
    const std::size_t taken = std::min(output.size(), kHashSize);
    std::copy_n(block.reveal().begin(), taken, output.begin());
    output = output.subspan(taken);
    previous = block.reveal();
  }
  return {};
}

Result<> hkdf(ByteView salt, ByteView input_key_material, ByteView info, MutableByteView output) {
  return hkdf_expand(hkdf_extract(salt, input_key_material).reveal(), info, output);
}

EphemeralSecret<32> derive_key(ByteView salt, ByteView input_key_material, std::string_view label) {
  const auto pseudo_random_key = hkdf_extract(salt, input_key_material);
  static constexpr std::uint8_t kFirstBlock = 1;
  return hmac_sha256(pseudo_random_key.reveal(), {as_bytes(label), ByteView(&kFirstBlock, 1)});
}

}  // namespace tasuki::crypto
