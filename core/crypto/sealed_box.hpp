#pragma once

#include "core/base/random.hpp"
#include "core/crypto/keys.hpp"

namespace tasuki::crypto {

/// Anonymous public-key encryption in the format of libsodium's `crypto_box_seal`, composed here so that its
/// randomness comes from the node's Random: `epk ‖ crypto_box(text, nonce, esk, pk)` with nonce =
/// BLAKE2b-192(epk ‖ pk).
inline constexpr std::size_t kSealedBoxOverhead = 48;

/// CryptoError::WeakKey where the recipient's key is of low order. Costs two X25519 operations.
Result<Bytes> seal_box(Random& random, const DhPublicKey& recipient, ByteView plaintext);
/// CryptoError::NotAuthentic for anything not sealed just so to this key. Costs one X25519 operation.
Result<Bytes> open_box(const DhKey& recipient, ByteView sealed);

}  // namespace tasuki::crypto
