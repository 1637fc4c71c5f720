#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/crypto/double_ratchet.hpp"
#include "core/crypto/keys.hpp"
#include "core/crypto/mode.hpp"
#include "core/delivery/session_error.hpp"
#include "core/delivery/session_keys.hpp"

namespace tasuki::proto::wire {
class Envelope;
class InitialMessage;
}  // namespace tasuki::proto::wire

namespace tasuki::delivery {

/// docs/protocol.md, sections 6.3 and 7. The formats only; core/delivery/session.hpp makes and opens them.

/// Most bytes of one envelope's payload, before padding.
inline constexpr std::size_t kMaxPayload = std::size_t{900} * 1024;
/// Most bytes of one serialised envelope.
inline constexpr std::size_t kMaxEnvelope = std::size_t{1024} * 1024;

/// HASH of a recall key: whoever shows the key makes carriers drop the envelope.
using RecallTag = Id<struct RecallTagTag>;
RecallTag recall_tag(ByteView recall_key);

/// The outside, which carriers read.
struct Envelope {
  AgencyId recipient;
  Time expires_at;
  std::uint32_t size_class = 0;  ///< The padded length of what the ratchet encrypted.
  RecallTag recall_tag;
  Bytes sealed;

  /// Over the fields, not over one serialisation of them.
  EnvelopeHash hash() const;
  /// Bytes of a proto.wire.Envelope.
  Bytes serialize() const;
  /// SessionError::Malformed.
  static Result<Envelope> parse(ByteView bytes);
  static Result<Envelope> from_proto(const proto::wire::Envelope& message);
};

/// The hash of what came, also where it is no envelope: its sender knows it by no other name.
EnvelopeHash hash_of(const proto::wire::Envelope& message);

/// X3DH's initial message (section 3.3), sent along until the responder has answered.
struct InitialMessage {
  crypto::DhPublicKey identity;
  crypto::DhPublicKey ephemeral;
  std::uint32_t prekey_id = 0;
  std::array<std::uint8_t, 16> nonce{};
  /// One more than that of any session the initiator knew with this peer: later sessions go before earlier
  /// ones.
  std::uint32_t generation = 0;

  SessionId session_id(const AgencyId& initiator, const AgencyId& responder) const;
  void to_proto(proto::wire::InitialMessage& message) const;
  static Result<InitialMessage> from_proto(const proto::wire::InitialMessage& message);
};

/// The inside of the sealed box.
struct SealedPart {
  AgencyId sender;
  std::uint32_t sender_incarnation = 0;
  AgencyId recipient;
  Time expires_at;
  crypto::Mode mode = crypto::Mode::FaceToFace;
  SessionId session;
  std::optional<InitialMessage> initial;
  crypto::RatchetHeader header;
  Bytes ciphertext;

  /// What is sealed: padded so that its length follows from the size class alone, whatever the header holds.
  Bytes serialize(std::uint32_t size_class) const;
  /// SessionError::Malformed where it is no SealedPart or has another length than that size class.
  static Result<SealedPart> parse(ByteView bytes, std::uint32_t size_class);
};

/// The padded length of a SealedPart is its envelope's size class and this.
inline constexpr std::size_t kPartOverhead = 384;

/// What the ratchet authenticates of the envelope besides its own: expiry, size class and recall tag, so that
/// a changed outside does not open.
Bytes envelope_data(Time expires_at, std::uint32_t size_class, const RecallTag& recall_tag);

/// An envelope out of its box: nothing decrypted yet, nothing about its sender proven.
struct UnsealedEnvelope {
  EnvelopeHash hash;
  std::uint32_t size_class = 0;
  RecallTag recall_tag;
  SealedPart part;
};

/// Opens the box and compares inside and outside. Touches no store: may run beside the loop. One X25519.
/// SessionError::NotForUs, Malformed, CannotOpen.
Result<UnsealedEnvelope> unseal(const OwnKeys& own, const Envelope& envelope);

}  // namespace tasuki::delivery
