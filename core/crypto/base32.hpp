#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

/// Base 32 for codes that people copy and type: digits and capitals without I, L, O, U, five bits each, the
/// highest first, zero bits behind the last byte.
inline constexpr std::string_view kBase32Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string base32_encode(ByteView bytes);
/// Canonical digits only (see `fold_typed`); a wrong length or non-zero bits behind the last byte give
/// CryptoError::Malformed.
Result<Bytes> base32_decode(std::string_view digits);

/// What somebody typed or pasted, as canonical digits: spaces, line ends and hyphens dropped (also the
/// long-vowel mark that a Japanese keyboard gives for one), small letters raised, full-width characters
/// narrowed, O read as 0, I and L as 1. Any other character: CryptoError::Mistyped.
Result<std::string> fold_typed(std::string_view typed);

/// The place of a canonical digit in the alphabet.
std::uint8_t base32_value(char digit);

/// A code with a checksum: base 32 of `bytes ‖ first four bytes of HASH(domain, bytes)`. The domain keeps one
/// kind of code from being taken for another.
std::string code_encode(std::string_view domain, ByteView bytes);
/// Accepts what `fold_typed` accepts. CryptoError::Mistyped for anything else than an unharmed code of this
/// domain.
Result<Bytes> code_decode(std::string_view domain, std::string_view typed);

/// `digits` in groups, a hyphen between them.
std::string in_groups(std::string_view digits, std::size_t group);

}  // namespace tasuki::crypto
