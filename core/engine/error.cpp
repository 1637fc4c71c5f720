#include "core/engine/error.hpp"

#include <array>

namespace tasuki::engine {

std::string_view error_name(EngineError error) {
  switch (error) {
    case EngineError::NoIdentity:
      return "no-identity";
    case EngineError::IdentityExists:
      return "identity-exists";
    case EngineError::WrongRootKey:
      return "wrong-root-key";
    case EngineError::RootKeyLocked:
      return "root-key-locked";
    case EngineError::NotLoggedIn:
      return "not-logged-in";
    case EngineError::SessionExpired:
      return "session-expired";
    case EngineError::WrongPassphrase:
      return "wrong-passphrase";
    case EngineError::TooManyAttempts:
      return "too-many-attempts";
    case EngineError::NotAllowed:
      return "not-allowed";
    case EngineError::UnknownCommand:
      return "unknown-command";
    case EngineError::MalformedRequest:
      return "malformed-request";
    case EngineError::Internal:
      return "internal";
    case EngineError::EmptyPassphrase:
      return "empty-passphrase";
    case EngineError::LastAdministrator:
      return "last-administrator";
    case EngineError::UnknownStaff:
      return "unknown-staff";
    case EngineError::UnknownAgency:
      return "unknown-agency";
    case EngineError::UnknownTeam:
      return "unknown-team";
    case EngineError::UnknownMessage:
      return "unknown-message";
    case EngineError::UnknownConsent:
      return "unknown-consent";
    case EngineError::Ambiguous:
      return "ambiguous";
    case EngineError::PrefixTooShort:
      return "prefix-too-short";
    case EngineError::NotAContact:
      return "not-a-contact";
    case EngineError::NotFaceToFace:
      return "not-face-to-face";
    case EngineError::NotTwoAgencies:
      return "not-two-agencies";
    case EngineError::NoSharedTeam:
      return "no-shared-team";
    case EngineError::NotVerified:
      return "not-verified";
    case EngineError::SuccessionCodeWrong:
      return "succession-code-wrong";
    case EngineError::NotAMember:
      return "not-a-member";
    case EngineError::NotCoordinator:
      return "not-coordinator";
    case EngineError::AlreadyMember:
      return "already-member";
    case EngineError::TeamEnded:
      return "team-ended";
    case EngineError::ConsentMissing:
      return "consent-missing";
    case EngineError::NotDecidable:
      return "not-decidable";
    case EngineError::NoRecipient:
      return "no-recipient";
    case EngineError::UnknownCategory:
      return "unknown-category";
    case EngineError::UnknownUrgency:
      return "unknown-urgency";
    case EngineError::UnknownCode:
      return "unknown-code";
    case EngineError::BodyTooLong:
      return "body-too-long";
    case EngineError::NotUtf8:
      return "not-utf8";
    case EngineError::BadTime:
      return "bad-time";
    case EngineError::TextTooLong:
      return "text-too-long";
    case EngineError::MessageHeld:
      return "message-held";
    case EngineError::WrongTransition:
      return "wrong-transition";
    case EngineError::CallRecordMissing:
      return "call-record-missing";
    case EngineError::OwnMessage:
      return "own-message";
    case EngineError::NoNumber:
      return "no-number";
    case EngineError::NotAHandoff:
      return "not-a-handoff";
    case EngineError::ReadBackMissing:
      return "read-back-missing";
    case EngineError::NobodyCovers:
      return "nobody-covers";
    case EngineError::HandoffCategoryMissing:
      return "handoff-category-missing";
    case EngineError::KindHasItsCommand:
      return "kind-has-its-command";
    case EngineError::DeadlinePassed:
      return "deadline-passed";
    case EngineError::OwnerMissing:
      return "owner-missing";
    case EngineError::ConsentNotConfirmable:
      return "consent-not-confirmable";
    case EngineError::ConsentAlreadyWithdrawn:
      return "consent-already-withdrawn";
    case EngineError::OnlyAuthor:
      return "only-author";
    case EngineError::NothingAgreed:
      return "nothing-agreed";
    case EngineError::UnknownSituation:
      return "unknown-situation";
    case EngineError::NotAsAgreed:
      return "not-as-agreed";
    case EngineError::UnknownSign:
      return "unknown-sign";
    case EngineError::SignEnded:
      return "sign-ended";
    case EngineError::NotToNotice:
      return "not-to-notice";
    case EngineError::ValueMissing:
      return "sign-value-missing";
    case EngineError::ValueUnwanted:
      return "sign-value-unwanted";
    case EngineError::DayNotUsable:
      return "day-not-usable";
    case EngineError::NoPlan:
      return "no-plan";
    case EngineError::HoursUnclear:
      return "hours-unclear";
    case EngineError::WitnessUnknown:
      return "witness-unknown";
  }
  return "engine-error";
}

int exit_code(std::string_view error_name) {
  struct Row {
    std::string_view name;
    int code;
  };
  static constexpr std::array kRows{
      Row{"empty-passphrase", 2},
      Row{"inviter-unreachable", 3},
      Row{"untrusted-hello", 4},
      Row{"outdated-card", 4},
      Row{"safety-number-differs", 4},
      Row{"unknown-command", 2},
      Row{"malformed-request", 2},
      Row{"unknown-category", 2},
      Row{"unknown-urgency", 2},
      Row{"unknown-code", 2},
      Row{"kind-has-its-command", 2},
      Row{"not-utf8", 2},
      Row{"bad-time", 2},
      Row{"day-not-usable", 2},
      Row{"sign-value-missing", 2},
      Row{"sign-value-unwanted", 2},
      Row{"hours-unclear", 2},
      Row{"prefix-too-short", 2},
      Row{"handoff-category-missing", 2},
      Row{"deadline-passed", 2},
      Row{"owner-missing", 2},
      Row{"no-identity", 3},
      Row{"network-failed", 3},
      Row{"unreachable", 3},
      Row{"not-a-contact", 4},
      Row{"not-face-to-face", 4},
      Row{"not-verified", 4},
      Row{"succession-code-wrong", 4},
      Row{"untrusted-key", 4},
      Row{"changed-key", 4},
      Row{"consent-missing", 5},
      Row{"not-decidable", 5},
      Row{"internal", 70},
  };
  for (const auto& row : kRows) {
    if (row.name == error_name) return row.code;
  }
  return 1;
}

}  // namespace tasuki::engine
