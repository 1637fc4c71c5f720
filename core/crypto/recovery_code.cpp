#include "core/crypto/recovery_code.hpp"

#include <string>

#include "core/crypto/base32.hpp"
#include "core/crypto/hash.hpp"
#include "core/crypto/hkdf.hpp"

namespace tasuki::crypto {

namespace {

constexpr std::string_view kCheckDomain = "tasuki/1/recovery-code";
constexpr std::size_t kGroups = 6;
constexpr std::size_t kDataDigits = 5;
constexpr std::size_t kGroupDigits = kDataDigits + 1;

/// Times x in GF(2⁵) modulo x⁵ + x² + 1.
std::uint8_t times_x(std::uint8_t value) {
  const int doubled = value << 1;
  return static_cast<std::uint8_t>((doubled & 32) != 0 ? (doubled ^ 37) : doubled);
}

/// Horner's rule at x, which has order 31: every digit has a weight of its own, so any one wrong digit and
/// any two that changed places are found.
char check_digit(std::size_t group, std::string_view data) {
  auto sum = static_cast<std::uint8_t>(group + 1);
  for (const char digit : data) sum = times_x(sum) ^ base32_value(digit);
  return kBase32Alphabet[times_x(sum)];
}

/// The entropy, then six bits of its hash: 150 bits, which are thirty digits.
std::string data_digits(ByteView entropy) {
  const Digest digest = hash(kCheckDomain, {entropy});
  Bytes all = copy(entropy);
  all.push_back(digest[0] & 0xfc);
  std::string digits = base32_encode(all);
  wipe(all);
  digits.resize(kGroups * kDataDigits);  // the digit dropped holds two zero bits only
  return digits;
}

Error mistyped(std::string detail) { return {CryptoError::Mistyped, std::move(detail)}; }

Result<std::string> check_groups(std::string_view digits) {
  std::string data;
  for (std::size_t group = 0; group < kGroups; ++group) {
    const std::string_view text = digits.substr(group * kGroupDigits, kGroupDigits);
    if (check_digit(group, text.substr(0, kDataDigits)) != text.back())
      return mistyped(std::to_string(group + 1));
    data += text.substr(0, kDataDigits);
  }
  return data;
}

}  // namespace

RecoveryCode RecoveryCode::generate(Random& random) { return RecoveryCode(Secret<kEntropy>::random(random)); }

Result<RecoveryCode> RecoveryCode::parse(std::string_view typed) {
  auto digits = fold_typed(typed);
  if (!digits) return mistyped("character");
  if (digits->size() != kGroups * kGroupDigits) return mistyped("length");
  auto data = check_groups(*digits);
  wipe(*digits);
  if (!data) return data.error();
  auto bytes = base32_decode(*data + '0');
  if (!bytes) return mistyped("whole");
  Secret<kEntropy> entropy(ByteView(*bytes).first(kEntropy));
  wipe(*bytes);
  const bool fits = data_digits(entropy.reveal()) == *data;
  wipe(*data);
  if (!fits) return mistyped("whole");
  return RecoveryCode(std::move(entropy));
}

SecretBytes RecoveryCode::reveal_text() const {
  std::string data = data_digits(entropy_.reveal());
  std::string text;
  for (std::size_t group = 0; group < kGroups; ++group) {
    const std::string_view part = std::string_view(data).substr(group * kDataDigits, kDataDigits);
    if (group > 0) text += '-';
    text += part;
    text += check_digit(group, part);
  }
  SecretBytes revealed{std::string_view(text)};
  wipe(data);
  wipe(text);
  return revealed;
}

Secret<32> RecoveryCode::derive(ByteView salt, std::string_view label) const {
  return Secret<32>(derive_key(salt, entropy_.reveal(), label).reveal());
}

}  // namespace tasuki::crypto
