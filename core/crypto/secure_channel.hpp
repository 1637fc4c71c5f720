#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/crypto/hash.hpp"
#include "core/crypto/keys.hpp"

namespace tasuki::crypto {

/// The transport's one protocol (docs/protocol.md, section 4).
constexpr std::string_view kTransportProtocol = "Noise_XKpsk3_25519_ChaChaPoly_SHA256";
constexpr std::uint8_t kTransportVersion = 1;
/// The longest frame that a channel carries, in bytes.
constexpr std::size_t kMaxFrame = 1024 * 1024;
/// What a channel holds back of what arrives while it waits for its psk; more ends it.
constexpr std::size_t kMaxHeldInput = 64 * 1024;
/// Transport messages under one key; each direction then rekeys (Noise, section 11.3).
constexpr std::uint64_t kRekeyInterval = 1024;
/// X25519 operations that a responder spends on one handshake, at most.
constexpr std::uint32_t kResponderDhOperations = 4;
/// Bytes that a responder reads from one handshake, at most: preamble and messages 1 and 3 with their
/// lengths.
constexpr std::size_t kMaxHandshakeInput = 8 + (2 + 64) + (2 + 64);

/// What the two ends want of each other; part of the prologue.
enum class ChannelMode : std::uint8_t { Pairing = 1, Contact = 2 };

/// A responder has read message 3's static key and needs the psk: of the invitation when pairing, otherwise
/// of the contact with that key. Answered by `supply_psk`.
struct NeedPsk {
  DhPublicKey remote_static;
  std::optional<InvitationId> invitation;
};
/// Both ends hold the same keys, and each knows it.
struct Established {
  Digest handshake_hash;
  DhPublicKey remote_static;
  std::optional<InvitationId> invitation;
};
/// One frame as the other end queued it; 1 … kMaxFrame bytes.
struct FrameArrived {
  Bytes frame;
};
/// The end: close the connection. One error for everything, so that nobody learns what was wrong.
struct ChannelFailed {};

using ChannelEvent = std::variant<NeedPsk, Established, FrameArrived, ChannelFailed>;

/// The Noise transport between two nodes without a socket: bytes in, events and bytes out.
///
/// Whoever owns it feeds what arrives, in pieces of any size, writes what `take_output` gives after every
/// call, and carries out the events in their order. Not thread-safe. Nothing that is fed throws.
class SecureChannel {
 public:
  /// What an initiator must know beforehand.
  struct Target {
    ChannelMode mode;
    DhPublicKey remote_static;
    EphemeralSecret<32> psk;
    std::optional<InvitationId> invitation;  ///< exactly when pairing (a bug otherwise)
  };

  /// The opening side; preamble and message 1 wait in `take_output`. CryptoError::WeakKey when the remote
  /// static key is of low order. `random` must outlive the channel.
  static Result<SecureChannel> initiate(std::shared_ptr<const DhKey> local_static, Target target,
                                        Random& random);
  /// The accepting side. Spends no DH before message 1 is there in whole.
  static SecureChannel respond(std::shared_ptr<const DhKey> local_static, Random& random);

  SecureChannel(SecureChannel&&) noexcept;
  SecureChannel& operator=(SecureChannel&&) noexcept;
  ~SecureChannel();

  /// Takes what arrived. After ChannelFailed it ignores everything.
  std::vector<ChannelEvent> feed(ByteView bytes);
  /// The answer to NeedPsk, once (ignored at any other time). Without one the channel goes on with a random
  /// psk and fails as with a wrong one.
  std::vector<ChannelEvent> supply_psk(std::optional<ByteView> psk);

  /// Queues a frame. What was queued since the last `take_output` shares Noise messages.
  /// CryptoError::OutOfTurn before Established and after ChannelFailed, CryptoError::FrameTooLong beyond
  /// kMaxFrame or when empty.
  Result<> send(ByteView frame);
  /// Everything to be written now, in one write; empty when there is nothing. Encrypts, so take it when the
  /// socket is ready for it.
  Bytes take_output();

  bool established() const;
  bool failed() const;
  /// The other end has shown that it holds its static key: for an initiator from message 2 on, for a
  /// responder from message 3 on. Stays so when the channel fails afterwards.
  bool remote_proved() const;
  /// Bytes of frames queued and not yet taken.
  std::size_t queued_bytes() const;
  /// X25519 operations spent so far.
  std::uint32_t dh_operations() const;

 private:
  class State;
  explicit SecureChannel(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tasuki::crypto
