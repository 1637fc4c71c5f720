#include "core/crypto/noise_cipher_state.hpp"

#include "core/crypto/aead.hpp"

namespace tasuki::crypto {

Result<Bytes> NoiseCipherState::encrypt(ByteView associated_data, ByteView plaintext) {
  if (!key_) return copy(plaintext);
  if (nonce_ == kReservedNonce) return CryptoError::OutOfTurn;
  return seal_with_counter(key_->reveal(), nonce_++, associated_data, plaintext);
}

Result<Bytes> NoiseCipherState::decrypt(ByteView associated_data, ByteView ciphertext) {
  if (!key_) return copy(ciphertext);
  if (nonce_ == kReservedNonce) return CryptoError::OutOfTurn;
  TRY(Bytes plaintext, open_with_counter(key_->reveal(), nonce_, associated_data, ciphertext));
  ++nonce_;
  return plaintext;
}

void NoiseCipherState::rekey() {
  constexpr std::array<std::uint8_t, 32> kZeros{};
  Bytes sealed = seal_with_counter(key_.value().reveal(), kReservedNonce, {}, kZeros);
  key_ = EphemeralSecret<32>(ByteView(sealed).first(EphemeralSecret<32>::kSize));
  wipe(sealed);
}

}  // namespace tasuki::crypto
