#include "core/care/error.hpp"

namespace tasuki::care {

std::string_view error_name(CareError error) {
  switch (error) {
    case CareError::MalformedPayload:
      return "malformed-payload";
    case CareError::NotUtf8:
      return "not-utf8";
    case CareError::BodyTooLong:
      return "body-too-long";
    case CareError::TextTooLong:
      return "text-too-long";
    case CareError::TextMissing:
      return "text-missing";
    case CareError::ControlCharacter:
      return "control-character";
    case CareError::NoCategory:
      return "no-category";
    case CareError::UnknownCategory:
      return "unknown-category";
    case CareError::UnknownUrgency:
      return "unknown-urgency";
    case CareError::UnknownCode:
      return "unknown-code";
    case CareError::UnknownPurpose:
      return "unknown-purpose";
    case CareError::NotOrdered:
      return "not-ordered";
    case CareError::BadNumber:
      return "bad-number";
    case CareError::BadTime:
      return "bad-time";
    case CareError::DeadlineWithoutAsk:
      return "deadline-without-ask";
    case CareError::OwnerWithoutAsk:
      return "owner-without-ask";
    case CareError::OwnerNotARecipient:
      return "owner-not-a-recipient";
    case CareError::NoRecipient:
      return "no-recipient";
    case CareError::TooMany:
      return "too-many";
    case CareError::NoHead:
      return "no-head";
    case CareError::NoConsentNamed:
      return "no-consent-named";
    case CareError::WrongTransition:
      return "wrong-transition";
    case CareError::AlreadyStated:
      return "already-stated";
    case CareError::CallRecordMissing:
      return "call-record-missing";
    case CareError::WrongAuthor:
      return "wrong-author";
  }
  return "care-error";
}

}  // namespace tasuki::care
