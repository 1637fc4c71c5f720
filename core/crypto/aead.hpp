#pragma once

#include <cstdint>

#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

inline constexpr std::size_t kTagSize = 16;
inline constexpr std::size_t kXNonceSize = 24;

/// ChaCha20-Poly1305 (RFC 8439) with Noise's nonce: four zero bytes, then the counter in little-endian. For
/// Noise only.
Bytes seal_with_counter(ByteView key, std::uint64_t counter, ByteView associated_data, ByteView plaintext);
Result<Bytes> open_with_counter(ByteView key, std::uint64_t counter, ByteView associated_data,
                                ByteView ciphertext);

/// XChaCha20-Poly1305 with a nonce that the caller derives or keeps; never twice with one key.
Bytes seal(ByteView key, ByteView nonce, ByteView associated_data, ByteView plaintext);
/// CryptoError::NotAuthentic for anything that was not sealed just so.
Result<Bytes> open(ByteView key, ByteView nonce, ByteView associated_data, ByteView ciphertext);

/// The same with a random nonce in front of the ciphertext.
Bytes seal_with_random_nonce(Random& random, ByteView key, ByteView associated_data, ByteView plaintext);
Result<Bytes> open_with_nonce_in_front(ByteView key, ByteView associated_data, ByteView sealed);

}  // namespace tasuki::crypto
