#pragma once

#include <string_view>

#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

using SigningPublicKey = Id<struct SigningPublicKeyTag>;  ///< Ed25519
using Signature = Id<struct SignatureTag, 64>;
using DhPublicKey = Id<struct DhPublicKeyTag>;  ///< X25519

/// An Ed25519 key pair (RFC 8032). What is signed is `domain ‖ 0x00 ‖ message`; a domain holds no zero byte,
/// so a signature made for one use never verifies for another.
class SigningKey {
 public:
  static SigningKey generate(Random& random);
  /// From its 32-byte seed, which is what is stored.
  static SigningKey from_seed(ByteView seed);

  const SigningPublicKey& public_key() const { return public_key_; }
  Signature sign(std::string_view domain, ByteView message) const;
  /// The seed, for wrapping it into the store.
  ByteView reveal_seed() const { return secret_.reveal().first(32); }
  SigningKey clone() const { return SigningKey(secret_.clone(), public_key_); }

 private:
  SigningKey(Secret<64> secret, SigningPublicKey public_key)
      : secret_(std::move(secret)), public_key_(public_key) {}
  Secret<64> secret_;
  SigningPublicKey public_key_;
};

bool verify(const SigningPublicKey& key, std::string_view domain, ByteView message,
            const Signature& signature);

/// An X25519 key pair (RFC 7748) that lives long: in guarded memory.
class DhKey {
 public:
  static DhKey generate(Random& random);
  /// From its 32-byte secret scalar.
  static DhKey from_secret(ByteView secret);

  const DhPublicKey& public_key() const { return public_key_; }
  ByteView reveal() const { return secret_.reveal(); }
  DhKey clone() const { return DhKey(secret_.clone(), public_key_); }

 private:
  DhKey(Secret<32> secret, DhPublicKey public_key) : secret_(std::move(secret)), public_key_(public_key) {}
  Secret<32> secret_;
  DhPublicKey public_key_;
};

/// The same for keys that live for a message or a handshake.
class EphemeralDhKey {
 public:
  static EphemeralDhKey generate(Random& random);
  static EphemeralDhKey from_secret(ByteView secret);

  const DhPublicKey& public_key() const { return public_key_; }
  ByteView reveal() const { return secret_.reveal(); }

 private:
  EphemeralDhKey(EphemeralSecret<32> secret, DhPublicKey public_key)
      : secret_(std::move(secret)), public_key_(public_key) {}
  EphemeralSecret<32> secret_;
  DhPublicKey public_key_;
};

/// X25519. CryptoError::WeakKey when the result is all zero (RFC 7748, section 6.1).
Result<EphemeralSecret<32>> diffie_hellman(ByteView secret, const DhPublicKey& theirs);

}  // namespace tasuki::crypto
