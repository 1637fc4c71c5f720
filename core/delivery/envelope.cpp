#include "core/delivery/envelope.hpp"

#include "core/base/protobuf.hpp"
#include "core/crypto/aead.hpp"
#include "core/crypto/hash.hpp"
#include "core/crypto/padme.hpp"
#include "core/crypto/sealed_box.hpp"
#include "proto/wire.pb.h"

namespace tasuki::delivery {

namespace {

constexpr std::string_view kEnvelopeDomain = "tasuki/1/envelope";
constexpr std::string_view kRecallTagDomain = "tasuki/1/recall-tag";
constexpr std::string_view kSessionDomain = "tasuki/1/session";
constexpr std::size_t kRatchetOverhead = crypto::kXNonceSize + crypto::kTagSize;

Bytes u32_bytes(std::uint32_t value) {
  Bytes bytes;
  append_u32(bytes, value);
  return bytes;
}

Bytes time_bytes(Time time) {
  Bytes bytes;
  append_u64(bytes, static_cast<std::uint64_t>(to_millis(time)));
  return bytes;
}

std::optional<crypto::Mode> read_mode(int mode) {
  if (mode == proto::wire::FACE_TO_FACE) return crypto::Mode::FaceToFace;
  if (mode == proto::wire::INTRODUCED) return crypto::Mode::Introduced;
  return std::nullopt;
}

Error cannot_open(CannotOpenReason reason) {
  return {SessionError::CannotOpen, std::string(reason_code(reason))};
}

}  // namespace

RecallTag recall_tag(ByteView recall_key) { return RecallTag(crypto::hash(kRecallTagDomain, {recall_key})); }

EnvelopeHash Envelope::hash() const {
  return EnvelopeHash(crypto::hash(kEnvelopeDomain, {recipient.bytes(), time_bytes(expires_at),
                                                     u32_bytes(size_class), recall_tag.bytes(), sealed}));
}

EnvelopeHash hash_of(const proto::wire::Envelope& message) {
  return EnvelopeHash(crypto::hash(
      kEnvelopeDomain,
      {as_bytes(message.recipient()), time_bytes(from_millis(message.expires_at())),
       u32_bytes(message.size_class()), as_bytes(message.recall_tag()), as_bytes(message.sealed())}));
}

Bytes Envelope::serialize() const {
  proto::wire::Envelope message;
  message.set_recipient(recipient.str());
  message.set_expires_at(to_millis(expires_at));
  message.set_size_class(size_class);
  message.set_recall_tag(recall_tag.str());
  message.set_sealed(sealed.data(), sealed.size());
  return serialize_message(message);
}

Result<Envelope> Envelope::parse(ByteView bytes) {
  if (bytes.size() > kMaxEnvelope) return SessionError::Malformed;
  const auto message = parse_message<proto::wire::Envelope>(bytes);
  if (!message) return SessionError::Malformed;
  return from_proto(*message);
}

Result<Envelope> Envelope::from_proto(const proto::wire::Envelope& message) {
  const auto recipient = AgencyId::from(message.recipient());
  const auto tag = RecallTag::from(message.recall_tag());
  if (!recipient || !tag || message.sealed().size() > kMaxEnvelope) return SessionError::Malformed;
  return Envelope{*recipient, from_millis(message.expires_at()), message.size_class(), *tag,
                  copy(as_bytes(message.sealed()))};
}

SessionId InitialMessage::session_id(const AgencyId& initiator, const AgencyId& responder) const {
  return SessionId(
      crypto::hash(kSessionDomain, {initiator.bytes(), responder.bytes(), identity.bytes(), ephemeral.bytes(),
                                    u32_bytes(prekey_id), nonce, u32_bytes(generation)}));
}

void InitialMessage::to_proto(proto::wire::InitialMessage& message) const {
  message.set_identity_key(identity.str());
  message.set_ephemeral_key(ephemeral.str());
  message.set_prekey_id(prekey_id);
  message.set_nonce(to_string(nonce));
  message.set_generation(generation);
}

Result<InitialMessage> InitialMessage::from_proto(const proto::wire::InitialMessage& message) {
  const auto identity = crypto::DhPublicKey::from(message.identity_key());
  const auto ephemeral = crypto::DhPublicKey::from(message.ephemeral_key());
  InitialMessage initial;
  if (!identity || !ephemeral || message.nonce().size() != initial.nonce.size())
    return SessionError::Malformed;
  initial.identity = *identity;
  initial.ephemeral = *ephemeral;
  initial.prekey_id = message.prekey_id();
  std::copy(message.nonce().begin(), message.nonce().end(), initial.nonce.begin());
  initial.generation = message.generation();
  return initial;
}

Bytes SealedPart::serialize(std::uint32_t size_class) const {
  proto::wire::SealedPart message;
  message.set_sender(sender.str());
  message.set_sender_incarnation(sender_incarnation);
  message.set_recipient(recipient.str());
  message.set_expires_at(to_millis(expires_at));
  message.set_mode(static_cast<proto::wire::Mode>(mode));
  message.set_session_id(session.str());
  if (initial) initial->to_proto(*message.mutable_initial());
  message.mutable_header()->set_dh(header.dh.str());
  message.mutable_header()->set_pn(header.previous);
  message.mutable_header()->set_n(header.number);
  message.set_ciphertext(ciphertext.data(), ciphertext.size());
  return crypto::pad_to(serialize_message(message), size_class + kPartOverhead);
}

Result<SealedPart> SealedPart::parse(ByteView bytes, std::uint32_t size_class) {
  const auto unpadded = crypto::unpad_any(bytes);
  if (!unpadded || bytes.size() != size_class + kPartOverhead) return SessionError::Malformed;
  const auto message = parse_message<proto::wire::SealedPart>(*unpadded);
  if (!message || message->ciphertext().size() != size_class + kRatchetOverhead)
    return SessionError::Malformed;
  const auto sender = AgencyId::from(message->sender());
  const auto recipient = AgencyId::from(message->recipient());
  const auto session = SessionId::from(message->session_id());
  const auto mode = read_mode(message->mode());
  const auto dh = crypto::DhPublicKey::from(message->header().dh());
  if (!sender || !recipient || !session || !mode || !dh) return SessionError::Malformed;
  std::optional<InitialMessage> initial;
  if (message->has_initial()) {
    TRY(initial, InitialMessage::from_proto(message->initial()));
  }
  return SealedPart{*sender,
                    message->sender_incarnation(),
                    *recipient,
                    from_millis(message->expires_at()),
                    *mode,
                    *session,
                    initial,
                    {*dh, message->header().pn(), message->header().n()},
                    copy(as_bytes(message->ciphertext()))};
}

Bytes envelope_data(Time expires_at, std::uint32_t size_class, const RecallTag& recall_tag) {
  return concat({time_bytes(expires_at), u32_bytes(size_class), recall_tag.bytes()});
}

Result<UnsealedEnvelope> unseal(const OwnKeys& own, const Envelope& envelope) {
  if (envelope.recipient != own.agency) return SessionError::NotForUs;
  const auto opened = crypto::open_box(own.envelope, envelope.sealed);
  if (!opened) return cannot_open(CannotOpenReason::SealedBox);
  TRY(auto part, SealedPart::parse(*opened, envelope.size_class));
  if (part.recipient != own.agency || part.expires_at != envelope.expires_at) return SessionError::Malformed;
  return UnsealedEnvelope{envelope.hash(), envelope.size_class, envelope.recall_tag, std::move(part)};
}

}  // namespace tasuki::delivery
