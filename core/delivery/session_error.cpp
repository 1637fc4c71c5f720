#include "core/delivery/session_error.hpp"

namespace tasuki::delivery {

std::string_view error_name(SessionError error) {
  switch (error) {
    case SessionError::NotForUs:
      return "envelope-not-for-us";
    case SessionError::Expired:
      return "envelope-expired";
    case SessionError::Malformed:
      return "envelope-malformed";
    case SessionError::Replay:
      return "envelope-replayed";
    case SessionError::UnknownSender:
      return "envelope-sender-unknown";
    case SessionError::CannotOpen:
      return "envelope-cannot-open";
    case SessionError::NoContact:
      return "session-no-contact";
    case SessionError::NoPrekey:
      return "session-no-prekey";
    case SessionError::PrekeyRefused:
      return "prekey-refused";
    case SessionError::TooLarge:
      return "envelope-too-large";
    case SessionError::StateDamaged:
      return "session-state-damaged";
  }
  return "session-error";
}

std::string_view reason_code(CannotOpenReason reason) {
  switch (reason) {
    case CannotOpenReason::SealedBox:
      return "sealed-box";
    case CannotOpenReason::UnknownSession:
      return "unknown-session";
    case CannotOpenReason::UnknownPrekey:
      return "unknown-prekey";
    case CannotOpenReason::OtherIncarnation:
      return "other-incarnation";
    case CannotOpenReason::OtherMode:
      return "other-mode";
    case CannotOpenReason::TooManySessions:
      return "too-many-sessions";
    case CannotOpenReason::TooManySkipped:
      return "too-many-skipped";
    case CannotOpenReason::NotAuthentic:
      return "not-authentic";
    case CannotOpenReason::Expired:
      return "expired";
    case CannotOpenReason::Malformed:
      return "malformed";
    case CannotOpenReason::OtherRecipient:
      return "other-recipient";
    case CannotOpenReason::UnknownSender:
      return "unknown-sender";
  }
  return "cannot-open";
}

}  // namespace tasuki::delivery
