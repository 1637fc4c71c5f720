#pragma once

#include <limits>
#include <optional>

#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

/// A key and the number of messages under it (Noise rev 34, section 5.1). Without a key it passes text
/// through, as the first handshake messages need.
class NoiseCipherState {
 public:
  /// Never used for a message: it stands for "used up", and rekeying uses it (sections 5.1, 4.2).
  static constexpr std::uint64_t kReservedNonce = std::numeric_limits<std::uint64_t>::max();

  NoiseCipherState() = default;
  /// `nonce` is the number of the next message: 0 but in tests.
  explicit NoiseCipherState(EphemeralSecret<32> key, std::uint64_t nonce = 0)
      : key_(std::move(key)), nonce_(nonce) {}

  bool has_key() const { return key_.has_value(); }
  std::uint64_t nonce() const { return nonce_; }

  /// CryptoError::OutOfTurn when the nonces are used up.
  Result<Bytes> encrypt(ByteView associated_data, ByteView plaintext);
  /// CryptoError::NotAuthentic; the nonce is not spent then. OutOfTurn as above.
  Result<Bytes> decrypt(ByteView associated_data, ByteView ciphertext);
  /// Section 11.3. The nonce goes on counting. Needs a key (a bug otherwise).
  void rekey();

 private:
  std::optional<EphemeralSecret<32>> key_;
  std::uint64_t nonce_ = 0;
};

}  // namespace tasuki::crypto
