#include "core/crypto/noise_handshake.hpp"

#include <algorithm>

#include "core/crypto/aead.hpp"

namespace tasuki::crypto {

namespace {

bool sends_static(const NoisePattern& pattern, NoiseRole role) {
  for (std::size_t i = role == NoiseRole::Initiator ? 0 : 1; i < pattern.messages.size(); i += 2) {
    if (std::ranges::find(pattern.messages[i], NoiseToken::S) != pattern.messages[i].end()) return true;
  }
  return false;
}

bool known_beforehand(const NoisePattern& pattern, NoiseRole role) {
  return role == NoiseRole::Initiator ? pattern.initiator_static_known : pattern.responder_static_known;
}

NoiseRole other(NoiseRole role) {
  return role == NoiseRole::Initiator ? NoiseRole::Responder : NoiseRole::Initiator;
}

bool has_every_key(const NoisePattern& pattern, NoiseRole role, const NoiseKeys& keys) {
  const bool needs_local = known_beforehand(pattern, role) || sends_static(pattern, role);
  const bool needs_remote = known_beforehand(pattern, other(role));
  return (!needs_local || keys.local_static) && (!needs_remote || keys.remote_static);
}

}  // namespace

NoiseHandshake::NoiseHandshake(NoisePattern pattern, NoiseRole role, NoiseKeys keys)
    : pattern_(std::move(pattern)),
      role_(role),
      symmetric_(pattern_.protocol_name),
      local_static_(std::move(keys.local_static)),
      psks_(std::move(keys.psks)) {}

Result<NoiseHandshake> NoiseHandshake::create(NoisePattern pattern, NoiseRole role, ByteView prologue,
                                              NoiseKeys keys) {
  if (!has_every_key(pattern, role, keys)) return CryptoError::Malformed;
  const auto remote_static = keys.remote_static;
  NoiseHandshake handshake(std::move(pattern), role, std::move(keys));
  handshake.symmetric_.mix_hash(prologue);
  for (const NoiseRole side : {NoiseRole::Initiator, NoiseRole::Responder}) {
    if (!known_beforehand(handshake.pattern_, side)) continue;
    if (side == role) {
      handshake.symmetric_.mix_hash(handshake.local_static_->public_key().bytes());
    } else {
      handshake.remote_static_ = remote_static;
      handshake.symmetric_.mix_hash(remote_static->bytes());
    }
  }
  return handshake;
}

bool NoiseHandshake::my_turn() const { return (next_message_ % 2 == 0) == (role_ == NoiseRole::Initiator); }

Result<Bytes> NoiseHandshake::write_message(ByteView payload, Random& random) {
  auto message = write_tokens(payload, random);
  if (!message) failed_ = true;
  return message;
}

Result<Bytes> NoiseHandshake::write_tokens(ByteView payload, Random& random) {
  if (failed_ || complete() || !my_turn()) return CryptoError::OutOfTurn;
  Bytes message;
  for (const NoiseToken token : pattern_.messages[next_message_]) {
    TRY_VOID(write_token(token, random, message));
  }
  TRY(const Bytes sealed, symmetric_.encrypt_and_hash(payload));
  append(message, sealed);
  if (message.size() > kMaxNoiseMessage) return CryptoError::Malformed;
  ++next_message_;
  return message;
}

Result<> NoiseHandshake::write_token(NoiseToken token, Random& random, Bytes& message) {
  switch (token) {
    case NoiseToken::E:
      local_ephemeral_ = EphemeralDhKey::generate(random);
      ++dh_operations_;
      append(message, local_ephemeral_->public_key().bytes());
      mix_ephemeral(local_ephemeral_->public_key());
      return {};
    case NoiseToken::S: {
      TRY(const Bytes sealed, symmetric_.encrypt_and_hash(local_static_->public_key().bytes()));
      append(message, sealed);
      return {};
    }
    case NoiseToken::Psk:
      return mix_psk();
    default:
      return mix_dh(token);
  }
}

Result<NoiseRead> NoiseHandshake::read_message(ByteView message) {
  if (failed_ || complete() || my_turn() || waiting_for_psk_) {
    failed_ = true;
    return CryptoError::OutOfTurn;
  }
  if (message.size() > kMaxNoiseMessage) {
    failed_ = true;
    return CryptoError::Malformed;
  }
  reading_ = copy(message);
  read_offset_ = 0;
  next_token_ = 0;
  auto read = read_tokens();
  if (!read) failed_ = true;
  return read;
}

Result<NoiseRead> NoiseHandshake::supply_psk(ByteView psk) {
  if (failed_ || !waiting_for_psk_ || psk.size() != EphemeralSecret<32>::kSize) {
    failed_ = true;
    return CryptoError::OutOfTurn;
  }
  waiting_for_psk_ = false;
  psks_.emplace_back(psk);
  auto read = read_tokens();
  if (!read) failed_ = true;
  return read;
}

Result<NoiseRead> NoiseHandshake::read_tokens() {
  const auto& tokens = pattern_.messages[next_message_];
  for (; next_token_ < tokens.size(); ++next_token_) {
    if (tokens[next_token_] == NoiseToken::Psk && next_psk_ == psks_.size()) {
      waiting_for_psk_ = true;
      return NoiseRead{true, {}};
    }
    TRY_VOID(read_token(tokens[next_token_]));
  }
  TRY(Bytes payload, symmetric_.decrypt_and_hash(ByteView(reading_).subspan(read_offset_)));
  reading_.clear();
  ++next_message_;
  return NoiseRead{false, std::move(payload)};
}

Result<> NoiseHandshake::read_token(NoiseToken token) {
  switch (token) {
    case NoiseToken::E: {
      TRY(const ByteView bytes, take(DhPublicKey::kSize));
      remote_ephemeral_ = DhPublicKey::from(bytes);
      mix_ephemeral(*remote_ephemeral_);
      return {};
    }
    case NoiseToken::S:
      return read_static();
    case NoiseToken::Psk:
      return mix_psk();
    default:
      return mix_dh(token);
  }
}

Result<> NoiseHandshake::read_static() {
  TRY(const ByteView sealed, take(DhPublicKey::kSize + (symmetric_.has_key() ? kTagSize : 0)));
  TRY(const Bytes bytes, symmetric_.decrypt_and_hash(sealed));
  remote_static_ = DhPublicKey::from(bytes);
  return {};
}

Result<ByteView> NoiseHandshake::take(std::size_t size) {
  const auto rest = ByteView(reading_).subspan(read_offset_);
  if (rest.size() < size) return CryptoError::Malformed;
  read_offset_ += size;
  return rest.first(size);
}

void NoiseHandshake::mix_ephemeral(const DhPublicKey& key) {
  symmetric_.mix_hash(key.bytes());
  // Section 9.2: where a psk is used, ephemeral keys make every key of the handshake fresh.
  if (pattern_.psk_count() > 0) symmetric_.mix_key(key.bytes());
}

Result<> NoiseHandshake::mix_dh(NoiseToken token) {
  const bool initiator = role_ == NoiseRole::Initiator;
  const bool local_is_static =
      token == NoiseToken::SS || token == (initiator ? NoiseToken::SE : NoiseToken::ES);
  const bool remote_is_static =
      token == NoiseToken::SS || token == (initiator ? NoiseToken::ES : NoiseToken::SE);
  const auto& remote = remote_is_static ? remote_static_ : remote_ephemeral_;
  if (local_is_static ? !local_static_ : !local_ephemeral_) return CryptoError::OutOfTurn;
  if (!remote) return CryptoError::OutOfTurn;

  ++dh_operations_;
  TRY(const auto shared,
      diffie_hellman(local_is_static ? local_static_->reveal() : local_ephemeral_->reveal(), *remote));
  symmetric_.mix_key(shared.reveal());
  return {};
}

Result<> NoiseHandshake::mix_psk() {
  if (next_psk_ == psks_.size()) return CryptoError::OutOfTurn;
  symmetric_.mix_key_and_hash(psks_[next_psk_++].reveal());
  return {};
}

Result<NoiseTransport> NoiseHandshake::split() const {
  if (!complete()) return CryptoError::OutOfTurn;
  auto [from_initiator, from_responder] = symmetric_.split();
  if (pattern_.one_way) from_responder = NoiseCipherState({}, NoiseCipherState::kReservedNonce);
  if (role_ == NoiseRole::Initiator)
    return NoiseTransport{std::move(from_initiator), std::move(from_responder)};
  return NoiseTransport{std::move(from_responder), std::move(from_initiator)};
}

}  // namespace tasuki::crypto
