#pragma once

#include <cstdint>
#include <optional>

#include "core/crypto/keys.hpp"
#include "core/crypto/mode.hpp"
#include "core/crypto/skipped_keys.hpp"

namespace tasuki::proto::state {
class RatchetState;
}

namespace tasuki::crypto {

/// Most keys of missing messages kept per session. A message that skips more is refused; where older ones and
/// those it skips are more together, the oldest are dropped first, by (chain, number).
inline constexpr std::uint32_t kMaxSkipped = 16'384;

/// In the clear to whoever opens the sealed box, authenticated with every message.
struct RatchetHeader {
  DhPublicKey dh;
  std::uint32_t previous = 0;  ///< PN: how many messages the sender's previous chain had
  std::uint32_t number = 0;    ///< N

  /// `dh ‖ PN ‖ N`, 40 bytes.
  Bytes encode() const;
};

/// One side of a Double Ratchet session (Signal, revision 1, section 3) as a value: an operation gives the
/// next state and leaves this one as it was, so that a failure changes nothing. Message encryption is
/// XChaCha20-Poly1305 under the message key with a random nonce in front: should an old copy of the state
/// ever be used again, two texts under one key still do not share a nonce.
class Ratchet {
 public:
  /// The initiator (section 3.3, RatchetInitAlice) from the X3DH secret and the responder's signed prekey.
  static Result<Ratchet> begin_sending(Random& random, Mode mode, const EphemeralSecret<32>& secret,
                                       const DhPublicKey& their_prekey);
  /// The responder (RatchetInitBob); cannot send before it has received.
  static Ratchet begin_receiving(Mode mode, const EphemeralSecret<32>& secret, const EphemeralDhKey& prekey);

  struct Sealed;
  struct Opened;

  /// CryptoError::OutOfTurn: a responder that has not received yet, or a chain at its end (2³² messages).
  Result<Sealed> encrypt(Random& random, ByteView associated_data, ByteView plaintext) const;
  /// CryptoError::NotAuthentic, TooManySkipped, AlreadyUsed (the key is gone), WeakKey. `skipped` is written
  /// only when the message opened. Costs two HMACs and the AEAD, at a new ratchet key of the peer three
  /// X25519 more, and two HMACs and a row for each message skipped.
  Result<Opened> decrypt(Random& random, SkippedKeys& skipped, const RatchetHeader& header,
                         ByteView associated_data, ByteView ciphertext) const;

  /// Keys of missing messages that SkippedKeys holds for this session.
  std::uint32_t skipped() const { return skipped_; }

  void to_proto(proto::state::RatchetState& stored) const;
  /// CryptoError::Malformed.
  static Result<Ratchet> from_proto(Mode mode, const proto::state::RatchetState& stored);

  Ratchet clone() const;

 private:
  using Key = EphemeralSecret<32>;
  struct Receiving;

  Ratchet() = default;
  Result<> step_sending(Random& random);
  Result<Receiving> advance_to(const RatchetHeader& header) const;

  Mode mode_ = Mode::FaceToFace;
  Key root_;
  Key dh_secret_;
  DhPublicKey dh_public_;
  std::optional<DhPublicKey> remote_dh_;
  std::optional<Key> send_chain_;
  std::optional<Key> receive_chain_;
  std::uint32_t send_number_ = 0;
  std::uint32_t receive_number_ = 0;
  std::uint32_t previous_number_ = 0;
  std::uint32_t receive_chain_number_ = 0;
  std::uint32_t skipped_ = 0;
};

struct Ratchet::Sealed {
  Ratchet next;
  RatchetHeader header;
  Bytes ciphertext;
};

struct Ratchet::Opened {
  Ratchet next;
  Bytes plaintext;
};

}  // namespace tasuki::crypto
