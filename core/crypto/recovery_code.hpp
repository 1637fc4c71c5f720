#pragma once

#include <string_view>

#include "core/base/random.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/keys.hpp"

namespace tasuki::crypto {

/// The code shown once at `init`: 144 random bits, written as six groups of six base-32 digits. Each group's
/// last digit checks its five others and the group's place, so that a mistake is found where it was made; six
/// more bits check the whole.
class RecoveryCode {
 public:
  static RecoveryCode generate(Random& random);
  /// Accepts what base32's `fold_typed` accepts. CryptoError::Mistyped otherwise; its detail is `length`,
  /// `character`, `whole`, or the number of the first wrong group, 1 to 6.
  static Result<RecoveryCode> parse(std::string_view typed);

  /// `7K3QX0-…`: for the one screen that shows it. The caller wipes its copies.
  SecretBytes reveal_text() const;
  /// A 32-byte wrapping key. HKDF is enough: nobody guesses 144 random bits, so no Argon2id.
  Secret<32> derive(ByteView salt, std::string_view label) const;

 private:
  static constexpr std::size_t kEntropy = 18;
  explicit RecoveryCode(Secret<kEntropy> entropy) : entropy_(std::move(entropy)) {}
  Secret<kEntropy> entropy_;
};

}  // namespace tasuki::crypto
