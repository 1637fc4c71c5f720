#pragma once

#include "core/crypto/double_ratchet.hpp"
#include "tests/support/memory_skipped_keys.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::crypto {

struct RatchetMessage {
  RatchetHeader header;
  Bytes ciphertext;
};

/// One side of a session, with its state kept as a node keeps it.
class RatchetSide {
 public:
  explicit RatchetSide(Ratchet ratchet, std::uint64_t seed) : ratchet_(std::move(ratchet)), random_(seed) {}

  RatchetMessage send(std::string_view text, ByteView associated_data = as_bytes("ad")) {
    auto sealed = ratchet_.encrypt(random_, associated_data, as_bytes(text)).value();
    ratchet_ = std::move(sealed.next);
    return {sealed.header, std::move(sealed.ciphertext)};
  }
  Result<std::string> receive(const RatchetMessage& message, ByteView associated_data = as_bytes("ad")) {
    TRY(auto opened, ratchet_.decrypt(random_, keys_, message.header, associated_data, message.ciphertext));
    ratchet_ = std::move(opened.next);
    return to_string(opened.plaintext);
  }
  const Ratchet& ratchet() const { return ratchet_; }
  void replace(Ratchet ratchet) { ratchet_ = std::move(ratchet); }
  std::size_t kept_keys() const { return keys_.size(); }

 private:
  Ratchet ratchet_;
  test::SeededRandom random_;
  test::MemorySkippedKeys keys_;
};

struct RatchetPair {
  explicit RatchetPair(std::uint64_t seed = 1, Mode a_mode = Mode::FaceToFace, Mode b_mode = Mode::FaceToFace)
      : random(seed),
        prekey(EphemeralDhKey::generate(random)),
        a(Ratchet::begin_sending(random, a_mode, EphemeralSecret<32>(Bytes(32, 7)), prekey.public_key())
              .value(),
          seed + 1),
        b(Ratchet::begin_receiving(b_mode, EphemeralSecret<32>(Bytes(32, 7)), prekey), seed + 2) {}

  test::SeededRandom random;
  EphemeralDhKey prekey;
  RatchetSide a;
  RatchetSide b;
};

}  // namespace tasuki::crypto
