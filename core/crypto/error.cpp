#include "core/crypto/error.hpp"

namespace tasuki::crypto {

std::string_view error_name(CryptoError error) {
  switch (error) {
    case CryptoError::NotAuthentic:
      return "not-authentic";
    case CryptoError::Malformed:
      return "malformed";
    case CryptoError::OutputTooLong:
      return "output-too-long";
    case CryptoError::WeakKey:
      return "weak-key";
    case CryptoError::UnknownPattern:
      return "unknown-pattern";
    case CryptoError::OutOfTurn:
      return "out-of-turn";
    case CryptoError::FrameTooLong:
      return "frame-too-long";
    case CryptoError::TooManySkipped:
      return "too-many-skipped";
    case CryptoError::AlreadyUsed:
      return "already-used";
    case CryptoError::PasswordHashing:
      return "password-hashing";
    case CryptoError::Mistyped:
      return "mistyped";
  }
  return "crypto-error";
}

}  // namespace tasuki::crypto
