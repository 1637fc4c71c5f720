#pragma once

#include "core/crypto/noise_cipher_state.hpp"

namespace tasuki::crypto {

/// One direction of a channel after its handshake: a Noise cipher that rekeys by itself after every
/// kRekeyInterval messages (docs/protocol.md, section 4), so that a connection may last for good.
class TransportCipher {
 public:
  explicit TransportCipher(NoiseCipherState cipher) : cipher_(std::move(cipher)) {}

  /// The message that carries `text`; at most kMaxTransportText long. CryptoError::OutOfTurn after 2^64 − 1
  /// messages.
  Result<Bytes> encrypt(ByteView text);
  Result<Bytes> decrypt(ByteView message);

 private:
  void rekey_when_due();

  NoiseCipherState cipher_;
};

}  // namespace tasuki::crypto
