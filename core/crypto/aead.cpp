#include "core/crypto/aead.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace tasuki::crypto {

namespace {

constexpr std::size_t kKeySize = 32;
using CounterNonce = std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

CounterNonce nonce_of(std::uint64_t counter) {
  CounterNonce nonce{};
  for (std::size_t i = 0; i < sizeof counter; ++i)
    nonce[4 + i] = static_cast<std::uint8_t>(counter >> (8 * i));
  return nonce;
}

void check(ByteView key, ByteView nonce) {
  if (key.size() != kKeySize || nonce.size() != kXNonceSize) throw std::invalid_argument("key or nonce size");
}

}  // namespace

Bytes seal_with_counter(ByteView key, std::uint64_t counter, ByteView associated_data, ByteView plaintext) {
  Bytes sealed(plaintext.size() + kTagSize);
  crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plaintext.data(), plaintext.size(),
                                            associated_data.data(), associated_data.size(), nullptr,
                                            nonce_of(counter).data(), key.data());
  return sealed;
}

Result<Bytes> open_with_counter(ByteView key, std::uint64_t counter, ByteView associated_data,
                                ByteView ciphertext) {
  if (ciphertext.size() < kTagSize) return CryptoError::NotAuthentic;
  Bytes plaintext(ciphertext.size() - kTagSize);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(
          plaintext.data(), nullptr, nullptr, ciphertext.data(), ciphertext.size(), associated_data.data(),
          associated_data.size(), nonce_of(counter).data(), key.data()) != 0) {
    return CryptoError::NotAuthentic;
  }
  return plaintext;
}

Bytes seal(ByteView key, ByteView nonce, ByteView associated_data, ByteView plaintext) {
  check(key, nonce);
  Bytes sealed(plaintext.size() + kTagSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plaintext.data(), plaintext.size(),
                                             associated_data.data(), associated_data.size(), nullptr,
                                             nonce.data(), key.data());
  return sealed;
}

Result<Bytes> open(ByteView key, ByteView nonce, ByteView associated_data, ByteView ciphertext) {
  check(key, nonce);
  if (ciphertext.size() < kTagSize) return CryptoError::NotAuthentic;
  Bytes plaintext(ciphertext.size() - kTagSize);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plaintext.data(), nullptr, nullptr, ciphertext.data(),
                                                 ciphertext.size(), associated_data.data(),
                                                 associated_data.size(), nonce.data(), key.data()) != 0) {
    return CryptoError::NotAuthentic;
  }
  return plaintext;
}

Bytes seal_with_random_nonce(Random& random, ByteView key, ByteView associated_data, ByteView plaintext) {
  std::array<std::uint8_t, kXNonceSize> nonce;
  random.fill(nonce);
  return concat({nonce, seal(key, nonce, associated_data, plaintext)});
}

Result<Bytes> open_with_nonce_in_front(ByteView key, ByteView associated_data, ByteView sealed) {
  if (sealed.size() < kXNonceSize) return CryptoError::NotAuthentic;
  return open(key, sealed.first(kXNonceSize), associated_data, sealed.subspan(kXNonceSize));
}

}  // namespace tasuki::crypto
