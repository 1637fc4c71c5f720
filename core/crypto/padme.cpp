#include "core/crypto/padme.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace tasuki::crypto {

namespace {

constexpr std::size_t kLengthSize = 4;

std::size_t padded_size(std::size_t text) {
  return std::max<std::size_t>(kSmallestPadded, padme_length(kLengthSize + text));
}

}  // namespace

std::uint64_t padme_length(std::uint64_t length) {
  if (length < 2) return length;
  const int exponent = std::bit_width(length) - 1;
  const int exponent_bits = std::bit_width(static_cast<unsigned>(exponent));
  const std::uint64_t mask = (std::uint64_t{1} << std::max(0, exponent - exponent_bits)) - 1;
  return (length + mask) & ~mask;
}

Bytes pad(ByteView text) { return pad_to(text, padded_size(text.size())); }

Result<Bytes> unpad(ByteView padded) {
  TRY(auto text, unpad_any(padded));
  if (padded.size() != padded_size(text.size())) return CryptoError::Malformed;
  return text;
}

Bytes pad_to(ByteView text, std::size_t length) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max() || kLengthSize + text.size() > length) {
    throw std::length_error("text to pad");
  }
  Bytes padded;
  padded.reserve(length);
  append_u32(padded, static_cast<std::uint32_t>(text.size()));
  append(padded, text);
  padded.resize(length, 0);
  return padded;
}

Result<Bytes> unpad_any(ByteView padded) {
  const auto length = read_u32(padded);
  if (!length || *length > padded.size() - kLengthSize) return CryptoError::Malformed;
  const ByteView zeros = padded.subspan(kLengthSize + *length);
  if (std::any_of(zeros.begin(), zeros.end(), [](std::uint8_t byte) { return byte != 0; })) {
    return CryptoError::Malformed;
  }
  return copy(padded.subspan(kLengthSize, *length));
}

}  // namespace tasuki::crypto
