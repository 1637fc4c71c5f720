#pragma once

#include <string_view>
#include <utility>

#include "core/crypto/hash.hpp"
#include "core/crypto/noise_cipher_state.hpp"

namespace tasuki::crypto {

/// Chaining key, handshake hash and cipher of a handshake under way (Noise rev 34, section 5.2). SHA-256 and
/// ChaCha20-Poly1305.
class NoiseSymmetricState {
 public:
  explicit NoiseSymmetricState(std::string_view protocol_name);

  bool has_key() const { return cipher_.has_key(); }
  const Digest& handshake_hash() const { return hash_; }

  void mix_key(ByteView input_key_material);
  void mix_hash(ByteView data);
  /// For pre-shared keys.
  void mix_key_and_hash(ByteView input_key_material);
  Result<Bytes> encrypt_and_hash(ByteView plaintext);
  Result<Bytes> decrypt_and_hash(ByteView ciphertext);
  /// The two transport keys: the initiator's to send with, then the responder's.
  std::pair<NoiseCipherState, NoiseCipherState> split() const;

 private:
  EphemeralSecret<32> chaining_key_;
  Digest hash_;
  NoiseCipherState cipher_;
};

}  // namespace tasuki::crypto
