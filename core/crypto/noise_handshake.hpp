#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/base/random.hpp"
#include "core/crypto/keys.hpp"
#include "core/crypto/noise_pattern.hpp"
#include "core/crypto/noise_symmetric_state.hpp"

namespace tasuki::crypto {

/// The longest Noise message, of a handshake or of the transport (Noise rev 34, section 3).
constexpr std::size_t kMaxNoiseMessage = 65535;

enum class NoiseRole { Initiator, Responder };

/// What a party brings along. Keys that the pattern does not ask for are ignored.
struct NoiseKeys {
  std::shared_ptr<const DhKey> local_static;
  std::optional<DhPublicKey> remote_static;
  /// In the order of the pattern's psk tokens. A reader may bring fewer and is asked for the rest.
  std::vector<EphemeralSecret<32>> psks;
};

/// What reading a message came to.
struct NoiseRead {
  /// The next token is a psk that was not brought along: `supply_psk` goes on. What the message held before
  /// it is known already, such as the remote static key; nothing of it is authenticated yet.
  bool needs_psk = false;
  Bytes payload;
};

/// The keys of a finished handshake. In a one-way pattern the direction that does not exist is used up.
struct NoiseTransport {
  NoiseCipherState send;
  NoiseCipherState receive;
};

/// One party of a Noise handshake (rev 34, section 5.3), working off the pattern's tokens. No socket:
/// messages go in and come out. Any error is final; everything after it is CryptoError::OutOfTurn.
class NoiseHandshake {
 public:
  /// CryptoError::Malformed when the pattern needs a key that is not there.
  static Result<NoiseHandshake> create(NoisePattern pattern, NoiseRole role, ByteView prologue,
                                       NoiseKeys keys);

  /// Draws the ephemeral key from `random`: 32 bytes, when the message has an `e` token.
  /// CryptoError::OutOfTurn when it is not this side's turn or a psk is missing, Malformed when it would be
  /// too long, WeakKey.
  Result<Bytes> write_message(ByteView payload, Random& random);
  /// CryptoError::NotAuthentic, Malformed (too short or too long), WeakKey, OutOfTurn.
  Result<NoiseRead> read_message(ByteView message);
  /// Goes on with the message that needs it, 32 bytes; errors as `read_message`.
  Result<NoiseRead> supply_psk(ByteView psk);

  /// All messages are written or read.
  bool complete() const { return !failed_ && next_message_ == pattern_.messages.size(); }
  /// Known beforehand, or read.
  const std::optional<DhPublicKey>& remote_static() const { return remote_static_; }
  const Digest& handshake_hash() const { return symmetric_.handshake_hash(); }
  /// Section 5.2, after the last message: CryptoError::OutOfTurn before.
  Result<NoiseTransport> split() const;
  /// X25519 operations so far.
  std::uint32_t dh_operations() const { return dh_operations_; }

 private:
  NoiseHandshake(NoisePattern pattern, NoiseRole role, NoiseKeys keys);

  bool my_turn() const;
  Result<Bytes> write_tokens(ByteView payload, Random& random);
  Result<> write_token(NoiseToken token, Random& random, Bytes& message);
  Result<NoiseRead> read_tokens();
  Result<> read_token(NoiseToken token);
  Result<> read_static();
  Result<ByteView> take(std::size_t size);
  void mix_ephemeral(const DhPublicKey& key);
  Result<> mix_dh(NoiseToken token);
  Result<> mix_psk();

  NoisePattern pattern_;
  NoiseRole role_;
  NoiseSymmetricState symmetric_;
  std::shared_ptr<const DhKey> local_static_;
  std::optional<EphemeralDhKey> local_ephemeral_;
  std::optional<DhPublicKey> remote_static_;
  std::optional<DhPublicKey> remote_ephemeral_;
  std::vector<EphemeralSecret<32>> psks_;
  std::size_t next_psk_ = 0;
  std::size_t next_message_ = 0;
  /// The message being read: what is left of it, and of its tokens.
  Bytes reading_;
  std::size_t read_offset_ = 0;
  std::size_t next_token_ = 0;
  bool waiting_for_psk_ = false;
  bool failed_ = false;
  std::uint32_t dh_operations_ = 0;
};

}  // namespace tasuki::crypto
