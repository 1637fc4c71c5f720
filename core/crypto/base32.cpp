#include "core/crypto/base32.hpp"

#include <optional>

#include "core/base/secret.hpp"
#include "core/crypto/hash.hpp"

namespace tasuki::crypto {

namespace {

constexpr std::size_t kChecksumSize = 4;
constexpr std::string_view kIdeographicSpace = "\xe3\x80\x80";
constexpr std::string_view kLongVowel = "\xe3\x83\xbc";
constexpr std::string_view kMinusSign = "\xe2\x88\x92";
constexpr std::string_view kHyphen = "\xe2\x80\x90";
constexpr std::size_t kWideSize = 3;

bool is_separator(char c) { return c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r'; }

bool is_wide_separator(std::string_view wide) {
  return wide == kIdeographicSpace || wide == kLongVowel || wide == kMinusSign || wide == kHyphen;
}

/// U+FF01 to U+FF5E are ASCII's 0x21 to 0x7E, full-width.
std::optional<char> narrow(std::string_view wide) {
  if (wide.size() != kWideSize || wide[0] != '\xef') return std::nullopt;
  const int second = static_cast<unsigned char>(wide[1]);
  const int third = static_cast<unsigned char>(wide[2]);
  const int code = ((second - 0xbc) << 6) + (third - 0x80) + 0x20;
  if ((second != 0xbc && second != 0xbd) || third < 0x80 || third > 0xbf || code < 0x21 || code > 0x7e) {
    return std::nullopt;
  }
  return static_cast<char>(code);
}

std::optional<char> canonical(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  if (kBase32Alphabet.find(c) == std::string_view::npos) return std::nullopt;
  return c;
}

}  // namespace

std::uint8_t base32_value(char digit) { return static_cast<std::uint8_t>(kBase32Alphabet.find(digit)); }

std::string base32_encode(ByteView bytes) {
  std::string digits;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) digits.push_back(kBase32Alphabet[(buffer >> (bits - 5)) & 31]);
  }
  if (bits > 0) digits.push_back(kBase32Alphabet[(buffer << (5 - bits)) & 31]);
  return digits;
}

Result<Bytes> base32_decode(std::string_view digits) {
  Bytes bytes;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char digit : digits) {
    if (kBase32Alphabet.find(digit) == std::string_view::npos) return CryptoError::Malformed;
    buffer = (buffer << 5) | base32_value(digit);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(buffer >> bits));
    }
  }
  const std::uint32_t rest = buffer & ((1U << bits) - 1);
  if (bits >= 5 || rest != 0) return CryptoError::Malformed;
  return bytes;
}

Result<std::string> fold_typed(std::string_view typed) {
  std::string digits;
  while (!typed.empty()) {
    const std::string_view wide = typed.substr(0, kWideSize);
    const auto narrowed = narrow(wide);
    const bool is_wide = narrowed.has_value() || is_wide_separator(wide);
    const char c = narrowed.value_or(is_wide ? '-' : typed[0]);
    typed.remove_prefix(is_wide ? kWideSize : 1);
    if (is_separator(c)) continue;
    const auto digit = canonical(c);
    if (!digit) return CryptoError::Mistyped;
    digits.push_back(*digit);
  }
  return digits;
}

std::string code_encode(std::string_view domain, ByteView bytes) {
  const Digest digest = hash(domain, {bytes});
  Bytes code = concat({bytes, ByteView(digest).first(kChecksumSize)});
  std::string digits = base32_encode(code);
  wipe(code);
  return digits;
}

Result<Bytes> code_decode(std::string_view domain, std::string_view typed) {
  TRY(auto digits, fold_typed(typed));
  auto decoded = base32_decode(digits);
  wipe(digits);
  if (!decoded || decoded->size() < kChecksumSize) return CryptoError::Mistyped;
  const ByteView bytes = ByteView(*decoded).first(decoded->size() - kChecksumSize);
  const Digest digest = hash(domain, {bytes});
  const bool fits = equal(ByteView(digest).first(kChecksumSize), ByteView(*decoded).last(kChecksumSize));
  Bytes result = copy(bytes);
  wipe(*decoded);
  if (!fits) return CryptoError::Mistyped;
  return result;
}

std::string in_groups(std::string_view digits, std::size_t group) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % group == 0) text.push_back('-');
    text.push_back(digits[i]);
  }
  return text;
}

}  // namespace tasuki::crypto
