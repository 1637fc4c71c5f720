#include "core/crypto/double_ratchet.hpp"
#include "proto/state.pb.h"

namespace tasuki::crypto {

namespace {

using Key = EphemeralSecret<32>;

bool read_key(std::string_view stored, std::optional<Key>& key) {
  if (!stored.empty() && stored.size() != Key::kSize) return false;
  if (!stored.empty()) key = Key(as_bytes(stored));
  return true;
}

}  // namespace

void Ratchet::to_proto(proto::state::RatchetState& stored) const {
  stored.set_root_key(to_string(root_.reveal()));
  stored.set_dh_secret(to_string(dh_secret_.reveal()));
  stored.set_dh_public(dh_public_.str());
  if (remote_dh_) stored.set_remote_dh(remote_dh_->str());
  if (send_chain_) stored.set_send_chain(to_string(send_chain_->reveal()));
  if (receive_chain_) stored.set_receive_chain(to_string(receive_chain_->reveal()));
  stored.set_send_number(send_number_);
  stored.set_receive_number(receive_number_);
  stored.set_previous_send_number(previous_number_);
  stored.set_receive_chain_number(receive_chain_number_);
  stored.set_skipped_count(skipped_);
}

Result<Ratchet> Ratchet::from_proto(Mode mode, const proto::state::RatchetState& stored) {
  std::optional<Key> root;
  std::optional<Key> dh_secret;
  Ratchet ratchet;
  ratchet.mode_ = mode;
  ratchet.remote_dh_ = DhPublicKey::from(stored.remote_dh());
  const auto dh_public = DhPublicKey::from(stored.dh_public());
  if (!read_key(stored.root_key(), root) || !read_key(stored.dh_secret(), dh_secret) ||
      !read_key(stored.send_chain(), ratchet.send_chain_) ||
      !read_key(stored.receive_chain(), ratchet.receive_chain_) || !root || !dh_secret || !dh_public ||
      ratchet.remote_dh_.has_value() == stored.remote_dh().empty() ||
      (!ratchet.remote_dh_ && (ratchet.send_chain_ || ratchet.receive_chain_))) {
    return CryptoError::Malformed;
  }
  ratchet.root_ = std::move(*root);
  ratchet.dh_secret_ = std::move(*dh_secret);
  ratchet.dh_public_ = *dh_public;
  ratchet.send_number_ = stored.send_number();
  ratchet.receive_number_ = stored.receive_number();
  ratchet.previous_number_ = stored.previous_send_number();
  ratchet.receive_chain_number_ = stored.receive_chain_number();
  ratchet.skipped_ = stored.skipped_count();
  return ratchet;
}

}  // namespace tasuki::crypto
