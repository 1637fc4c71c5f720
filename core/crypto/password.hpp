#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::proto::state {
class WrappedSecret;
}

namespace tasuki::crypto {

/// What one Argon2id (RFC 9106, one lane) costs: passes over memory, and bytes.
struct Argon2Cost {
  std::uint64_t ops_limit;
  std::uint64_t mem_limit;

  friend bool operator==(const Argon2Cost&, const Argon2Cost&) = default;
};

/// For real passphrases: about half a second on an office PC.
inline constexpr Argon2Cost kArgon2Default{3, 256ULL << 20U};
/// The least that is accepted: for tests, some milliseconds.
inline constexpr Argon2Cost kArgon2Least{1, 8ULL << 20U};
/// The most that is accepted when read: nothing on a disk makes a node allocate or compute without end.
inline constexpr Argon2Cost kArgon2Most{16, 1ULL << 30U};

bool is_acceptable(const Argon2Cost& cost);

using Argon2Salt = std::array<std::uint8_t, 16>;
Argon2Salt random_salt(Random& random);

/// Argon2id of `passphrase`, as long as it takes: beside the loop, one at a time.
/// CryptoError::PasswordHashing where `salt` or `cost` is outside the bounds or there is not enough memory.
/// The bytes are taken as typed.
Result<Secret<32>> derive(ByteView passphrase, ByteView salt, const Argon2Cost& cost);

/// A secret under a key derived from a passphrase, with what it takes to derive the key again.
struct WrappedSecret {
  Argon2Salt salt;
  Argon2Cost cost;
  Bytes nonce;  ///< 24
  Bytes box;    ///< XChaCha20-Poly1305; associated data: domain ‖ 00 ‖ salt ‖ ops_limit ‖ mem_limit

  /// CryptoError::Malformed for wrong lengths, CryptoError::PasswordHashing for a cost outside the bounds.
  static Result<WrappedSecret> from_proto(const proto::state::WrappedSecret& stored);
  void to_proto(proto::state::WrappedSecret& stored) const;
};

/// `key` is `derive(passphrase, salt, cost)`; `domain` says what the secret is, so that none is taken for
/// another.
WrappedSecret wrap(Random& random, const Secret<32>& key, const Argon2Salt& salt, const Argon2Cost& cost,
                   std::string_view domain, ByteView secret);
/// CryptoError::NotAuthentic: the passphrase was another, or the box was changed.
Result<SecretBytes> unwrap(const Secret<32>& key, std::string_view domain, const WrappedSecret& wrapped);

}  // namespace tasuki::crypto
