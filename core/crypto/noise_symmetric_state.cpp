#include "core/crypto/noise_symmetric_state.hpp"

#include <algorithm>

#include "core/crypto/hkdf.hpp"

namespace tasuki::crypto {

namespace {

/// Section 4.3. It is RFC 5869 with the chaining key as salt and no info.
template <std::size_t Count>
std::array<EphemeralSecret<32>, Count> noise_hkdf(ByteView chaining_key, ByteView input_key_material) {
  const auto temporary_key = hmac_sha256(chaining_key, {input_key_material});
  std::array<EphemeralSecret<32>, Count> outputs;
  ByteView previous;
  for (std::size_t i = 0; i < Count; ++i) {
    const auto number = static_cast<std::uint8_t>(i + 1);
    outputs[i] = hmac_sha256(temporary_key.reveal(), {previous, ByteView(&number, 1)});
    previous = outputs[i].reveal();
  }
  return outputs;
}

/// Section 5.2: a name that fits is padded with zeros, a longer one hashed.
Digest initial_hash(std::string_view protocol_name) {
  if (protocol_name.size() > Digest{}.size()) return sha256({as_bytes(protocol_name)});
  Digest digest{};
  std::ranges::copy(protocol_name, digest.begin());
  return digest;
}

}  // namespace

NoiseSymmetricState::NoiseSymmetricState(std::string_view protocol_name)
    : chaining_key_(initial_hash(protocol_name)), hash_(initial_hash(protocol_name)) {}

void NoiseSymmetricState::mix_key(ByteView input_key_material) {
  auto [chaining_key, key] = noise_hkdf<2>(chaining_key_.reveal(), input_key_material);
  chaining_key_ = std::move(chaining_key);
  cipher_ = NoiseCipherState(std::move(key));
}

void NoiseSymmetricState::mix_hash(ByteView data) { hash_ = sha256({hash_, data}); }

void NoiseSymmetricState::mix_key_and_hash(ByteView input_key_material) {
  auto [chaining_key, hashed, key] = noise_hkdf<3>(chaining_key_.reveal(), input_key_material);
  chaining_key_ = std::move(chaining_key);
  mix_hash(hashed.reveal());
  cipher_ = NoiseCipherState(std::move(key));
}

Result<Bytes> NoiseSymmetricState::encrypt_and_hash(ByteView plaintext) {
  TRY(Bytes ciphertext, cipher_.encrypt(hash_, plaintext));
  mix_hash(ciphertext);
  return ciphertext;
}

Result<Bytes> NoiseSymmetricState::decrypt_and_hash(ByteView ciphertext) {
  TRY(Bytes plaintext, cipher_.decrypt(hash_, ciphertext));
  mix_hash(ciphertext);
  return plaintext;
}

std::pair<NoiseCipherState, NoiseCipherState> NoiseSymmetricState::split() const {
  auto [first, second] = noise_hkdf<2>(chaining_key_.reveal(), {});
  return {NoiseCipherState(std::move(first)), NoiseCipherState(std::move(second))};
}

}  // namespace tasuki::crypto
