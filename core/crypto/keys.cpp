#include "core/crypto/keys.hpp"

#include <sodium.h>

namespace tasuki::crypto {

namespace {

Bytes with_domain(std::string_view domain, ByteView message) {
  static constexpr std::uint8_t kSeparator = 0;
  return concat({as_bytes(domain), ByteView(&kSeparator, 1), message});
}

DhPublicKey public_of(ByteView secret) {
  std::array<std::uint8_t, DhPublicKey::kSize> bytes;
  crypto_scalarmult_base(bytes.data(), secret.data());
  return DhPublicKey(bytes);
}

}  // namespace

SigningKey SigningKey::generate(Random& random) {
  const auto seed = EphemeralSecret<32>::random(random);
  return from_seed(seed.reveal());
}

SigningKey SigningKey::from_seed(ByteView seed) {
  if (seed.size() != crypto_sign_SEEDBYTES) throw std::invalid_argument("seed of a wrong size");
  Secret<64> secret;
  std::array<std::uint8_t, SigningPublicKey::kSize> public_key;
  crypto_sign_seed_keypair(public_key.data(), secret.reveal_mutable().data(), seed.data());
  return SigningKey(std::move(secret), SigningPublicKey(public_key));
}

Signature SigningKey::sign(std::string_view domain, ByteView message) const {
  const Bytes signed_bytes = with_domain(domain, message);
  std::array<std::uint8_t, Signature::kSize> signature;
  crypto_sign_detached(signature.data(), nullptr, signed_bytes.data(), signed_bytes.size(),
                       secret_.reveal().data());
  return Signature(signature);
}

bool verify(const SigningPublicKey& key, std::string_view domain, ByteView message,
            const Signature& signature) {
  const Bytes signed_bytes = with_domain(domain, message);
  return crypto_sign_verify_detached(signature.bytes().data(), signed_bytes.data(), signed_bytes.size(),
                                     key.bytes().data()) == 0;
}

DhKey DhKey::generate(Random& random) {
  auto secret = Secret<32>::random(random);
  const auto public_key = public_of(secret.reveal());
  return DhKey(std::move(secret), public_key);
}

DhKey DhKey::from_secret(ByteView secret) { return DhKey(Secret<32>(secret), public_of(secret)); }

EphemeralDhKey EphemeralDhKey::generate(Random& random) {
  auto secret = EphemeralSecret<32>::random(random);
  const auto public_key = public_of(secret.reveal());
  return EphemeralDhKey(std::move(secret), public_key);
}

EphemeralDhKey EphemeralDhKey::from_secret(ByteView secret) {
  return EphemeralDhKey(EphemeralSecret<32>(secret), public_of(secret));
}

Result<EphemeralSecret<32>> diffie_hellman(ByteView secret, const DhPublicKey& theirs) {
  EphemeralSecret<32> shared;
  if (crypto_scalarmult(shared.reveal_mutable().data(), secret.data(), theirs.bytes().data()) != 0) {
    return CryptoError::WeakKey;
  }
  return shared;
}

}  // namespace tasuki::crypto
