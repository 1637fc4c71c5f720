#include "core/crypto/sealed_box.hpp"

#include <sodium.h>

namespace tasuki::crypto {

namespace {

using BoxNonce = std::array<std::uint8_t, crypto_box_NONCEBYTES>;

static_assert(kSealedBoxOverhead == crypto_box_SEALBYTES);

BoxNonce nonce_for(ByteView ephemeral, ByteView recipient) {
  crypto_generichash_state state;
  BoxNonce nonce;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, ephemeral.data(), ephemeral.size());
  crypto_generichash_update(&state, recipient.data(), recipient.size());
  crypto_generichash_final(&state, nonce.data(), nonce.size());
  return nonce;
}

}  // namespace

Result<Bytes> seal_box(Random& random, const DhPublicKey& recipient, ByteView plaintext) {
  const auto ephemeral = EphemeralDhKey::generate(random);
  const ByteView ephemeral_public = ephemeral.public_key().bytes();
  Bytes sealed(plaintext.size() + kSealedBoxOverhead);
  std::copy(ephemeral_public.begin(), ephemeral_public.end(), sealed.begin());
  const auto nonce = nonce_for(ephemeral_public, recipient.bytes());
  if (crypto_box_easy(sealed.data() + DhPublicKey::kSize, plaintext.data(), plaintext.size(), nonce.data(),
                      recipient.bytes().data(), ephemeral.reveal().data()) != 0) {
    return CryptoError::WeakKey;
  }
  return sealed;
}

Result<Bytes> open_box(const DhKey& recipient, ByteView sealed) {
  if (sealed.size() < kSealedBoxOverhead) return CryptoError::NotAuthentic;
  const ByteView ephemeral = sealed.first(DhPublicKey::kSize);
  const ByteView box = sealed.subspan(DhPublicKey::kSize);
  const auto nonce = nonce_for(ephemeral, recipient.public_key().bytes());
  Bytes plaintext(sealed.size() - kSealedBoxOverhead);
  if (crypto_box_open_easy(plaintext.data(), box.data(), box.size(), nonce.data(), ephemeral.data(),
                           recipient.reveal().data()) != 0) {
    return CryptoError::NotAuthentic;
  }
  return plaintext;
}

}  // namespace tasuki::crypto
