#pragma once

#include <string_view>

namespace tasuki::crypto {

enum class CryptoError {
  /// A decryption or signature failed. Deliberately undifferentiated.
  NotAuthentic,
  /// Bytes of a wrong length or form where a key or message was expected.
  Malformed,
  /// More output asked of HKDF than RFC 5869 allows.
  OutputTooLong,
  /// An all-zero shared secret: the peer's key is of low order.
  WeakKey,
  /// A Noise pattern name that this code does not know.
  UnknownPattern,
  /// The handshake or cipher was used out of turn, or its nonces are used up.
  OutOfTurn,
  /// A frame that is empty or longer than a channel carries.
  FrameTooLong,
  /// More messages skipped than the session's bound allows.
  TooManySkipped,
  /// The message's key was used before.
  AlreadyUsed,
  /// Argon2id could not have its memory, or its parameters are outside the bounds.
  PasswordHashing,
  /// A code that a person typed does not fit its check digits.
  Mistyped,
};
std::string_view error_name(CryptoError error);

}  // namespace tasuki::crypto
