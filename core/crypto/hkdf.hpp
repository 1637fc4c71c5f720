#pragma once

#include <array>

#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

/// HKDF-SHA256, RFC 5869, built from HMAC-SHA256. The only key derivation in Tasuki besides Argon2id.

/// Section 2.2. An empty salt stands for 32 zero bytes.
EphemeralSecret<32> hkdf_extract(ByteView salt, ByteView input_key_material);
/// Section 2.3. More than 255 × 32 bytes: CryptoError::OutputTooLong.
Result<> hkdf_expand(ByteView pseudo_random_key, ByteView info, MutableByteView output);
/// Both. The caller owns and wipes `output`.
Result<> hkdf(ByteView salt, ByteView input_key_material, ByteView info, MutableByteView output);

/// One 32-byte key under a label: the usual case, which cannot fail.
EphemeralSecret<32> derive_key(ByteView salt, ByteView input_key_material, std::string_view label);

/// HMAC-SHA256 over `parts` one behind the other.
EphemeralSecret<32> hmac_sha256(ByteView key, std::initializer_list<ByteView> parts);

}  // namespace tasuki::crypto
