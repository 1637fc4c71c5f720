#pragma once

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

/// Lengths that padding makes equal leak O(log log n) bits and cost at most 12 % (Nikitin et al., "Reducing
/// Metadata Leakage from Encrypted Files and Communication with PURBs", section 4).
std::uint64_t padme_length(std::uint64_t length);

/// No padded text is shorter, so that one line and an acknowledgement look alike.
inline constexpr std::size_t kSmallestPadded = 256;

/// `length (4 bytes) ‖ text ‖ zeros`, as long as padme_length of length and text together, at least
/// kSmallestPadded. A text of 2³² bytes or more is a bug.
Bytes pad(ByteView text);
/// CryptoError::Malformed for anything that `pad` does not make.
Result<Bytes> unpad(ByteView padded);

/// The same form at a length that follows from something else. A text that does not fit is a bug.
Bytes pad_to(ByteView text, std::size_t length);
/// CryptoError::Malformed for anything that `pad_to` does not make.
Result<Bytes> unpad_any(ByteView padded);

}  // namespace tasuki::crypto
