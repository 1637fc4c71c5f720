#include "core/crypto/double_ratchet.hpp"

#include <limits>
#include <utility>
#include <vector>

#include "core/crypto/aead.hpp"
#include "core/crypto/hkdf.hpp"
#include "proto/state.pb.h"

namespace tasuki::crypto {

namespace {

using Key = EphemeralSecret<32>;

struct RootAndChain {
  Key root;
  Key chain;
};

/// KDF_RK (section 5.2): HKDF with the root key as salt.
Result<RootAndChain> kdf_root(Mode mode, const Key& root, const Key& dh) {
  EphemeralSecret<64> both;
  TRY_VOID(hkdf(root.reveal(), dh.reveal(), as_bytes(labels_of(mode).root), both.reveal_mutable()));
  return RootAndChain{Key(both.reveal().first(32)), Key(both.reveal().last(32))};
}

/// KDF_CK (section 5.2): HMAC under the chain key. Gives the message key and moves the chain on.
Key next_message_key(Mode mode, Key& chain) {
  Key message = hmac_sha256(chain.reveal(), {as_bytes(labels_of(mode).message)});
  chain = hmac_sha256(chain.reveal(), {as_bytes(labels_of(mode).chain)});
  return message;
}

Bytes bound_data(ByteView associated_data, const RatchetHeader& header) {
  return concat({associated_data, header.encode()});
}

std::optional<Key> clone(const std::optional<Key>& key) {
  return key ? std::optional<Key>(key->clone()) : std::nullopt;
}

struct SkippedMessage {
  DhPublicKey dh;
  std::uint32_t chain;
  std::uint32_t number;
  Key key;
};

}  // namespace

/// What decryption would change; nothing of it counts before the message has opened.
struct Ratchet::Receiving {
  Ratchet next;
  Key message_key;
  std::vector<SkippedMessage> skipped;

  /// SkipMessageKeys (section 3.5), counted beforehand.
  void skip_until(std::uint32_t until) {
    if (!next.receive_chain_) return;
    while (next.receive_number_ < until) {
      skipped.push_back({*next.remote_dh_, next.receive_chain_number_, next.receive_number_++,
                         next_message_key(next.mode_, *next.receive_chain_)});
    }
  }
};

Bytes RatchetHeader::encode() const {
  Bytes bytes = copy(dh.bytes());
  append_u32(bytes, previous);
  append_u32(bytes, number);
  return bytes;
}

Result<Ratchet> Ratchet::begin_sending(Random& random, Mode mode, const Key& secret,
                                       const DhPublicKey& their_prekey) {
  Ratchet ratchet;
  ratchet.mode_ = mode;
  ratchet.root_ = secret.clone();
  ratchet.remote_dh_ = their_prekey;
  TRY_VOID(ratchet.step_sending(random));
  return ratchet;
}

Ratchet Ratchet::begin_receiving(Mode mode, const Key& secret, const EphemeralDhKey& prekey) {
  Ratchet ratchet;
  ratchet.mode_ = mode;
  ratchet.root_ = secret.clone();
  ratchet.dh_secret_ = Key(prekey.reveal());
  ratchet.dh_public_ = prekey.public_key();
  return ratchet;
}

Ratchet Ratchet::clone() const {
  Ratchet copy;
  copy.mode_ = mode_;
  copy.root_ = root_.clone();
  copy.dh_secret_ = dh_secret_.clone();
  copy.dh_public_ = dh_public_;
  copy.remote_dh_ = remote_dh_;
  copy.send_chain_ = crypto::clone(send_chain_);
  copy.receive_chain_ = crypto::clone(receive_chain_);
  copy.send_number_ = send_number_;
  copy.receive_number_ = receive_number_;
  copy.previous_number_ = previous_number_;
  copy.receive_chain_number_ = receive_chain_number_;
  copy.skipped_ = skipped_;
  return copy;
}

/// The second half of DHRatchet (section 3.5): a new key pair and sending chain.
Result<> Ratchet::step_sending(Random& random) {
  const auto pair = EphemeralDhKey::generate(random);
  TRY(const auto shared, diffie_hellman(pair.reveal(), *remote_dh_));
  TRY(auto keys, kdf_root(mode_, root_, shared));
  dh_secret_ = Key(pair.reveal());
  dh_public_ = pair.public_key();
  root_ = std::move(keys.root);
  send_chain_ = std::move(keys.chain);
  previous_number_ = std::exchange(send_number_, 0);
  return {};
}

Result<Ratchet::Sealed> Ratchet::encrypt(Random& random, ByteView associated_data, ByteView plaintext) const {
  if (!send_chain_ || send_number_ == std::numeric_limits<std::uint32_t>::max())
    return CryptoError::OutOfTurn;
  Ratchet next = clone();
  const Key key = next_message_key(mode_, *next.send_chain_);
  const RatchetHeader header{dh_public_, previous_number_, next.send_number_++};
  Bytes ciphertext =
      seal_with_random_nonce(random, key.reveal(), bound_data(associated_data, header), plaintext);
  return Sealed{std::move(next), header, std::move(ciphertext)};
}

Result<Ratchet::Receiving> Ratchet::advance_to(const RatchetHeader& header) const {
  const bool new_chain = remote_dh_ != header.dh || !receive_chain_;
  const std::uint64_t rest = new_chain && receive_chain_ && header.previous > receive_number_
                                 ? header.previous - receive_number_
                                 : 0;
  const std::uint64_t ahead = header.number - (new_chain ? 0 : receive_number_);
  if (rest + ahead > kMaxSkipped) return CryptoError::TooManySkipped;
  Receiving receiving{clone(), Key(), {}};
  Ratchet& next = receiving.next;
  if (new_chain) {
    receiving.skip_until(header.previous);
    TRY(const auto shared, diffie_hellman(dh_secret_.reveal(), header.dh));
    TRY(auto keys, kdf_root(mode_, root_, shared));
    next.root_ = std::move(keys.root);
    next.receive_chain_ = std::move(keys.chain);
    next.remote_dh_ = header.dh;
    next.receive_number_ = 0;
    ++next.receive_chain_number_;
  }
  receiving.skip_until(header.number);
  receiving.message_key = next_message_key(mode_, *next.receive_chain_);
  ++next.receive_number_;
  return receiving;
}

Result<Ratchet::Opened> Ratchet::decrypt(Random& random, SkippedKeys& skipped, const RatchetHeader& header,
                                         ByteView associated_data, ByteView ciphertext) const {
  const Bytes bound = bound_data(associated_data, header);
  const bool known_chain = receive_chain_ && remote_dh_ == header.dh;
  if (header.number == std::numeric_limits<std::uint32_t>::max()) return CryptoError::TooManySkipped;
  if (!known_chain || header.number < receive_number_) {
    if (const auto key = skipped.find(header.dh, header.number)) {
      TRY(auto plaintext, open_with_nonce_in_front(key->reveal(), bound, ciphertext));
      skipped.erase(header.dh, header.number);
      Ratchet next = clone();
      --next.skipped_;
      return Opened{std::move(next), std::move(plaintext)};
    }
    if (known_chain) return CryptoError::AlreadyUsed;
  }
  TRY(auto receiving, advance_to(header));
  TRY(auto plaintext, open_with_nonce_in_front(receiving.message_key.reveal(), bound, ciphertext));
  Ratchet& next = receiving.next;
  if (!known_chain) TRY_VOID(next.step_sending(random));
  for (const auto& message : receiving.skipped)
    skipped.put(message.dh, message.chain, message.number, message.key);
  next.skipped_ += static_cast<std::uint32_t>(receiving.skipped.size());
  if (next.skipped_ > kMaxSkipped) {
    skipped.erase_oldest(next.skipped_ - kMaxSkipped);
    next.skipped_ = kMaxSkipped;
  }
  return Opened{std::move(next), std::move(plaintext)};
}

}  // namespace tasuki::crypto
