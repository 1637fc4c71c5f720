#pragma once

#include <string_view>

namespace tasuki::care {

/// Why a care payload, ours or a peer's, is not what docs/protocol.md section 11 asks for. Where core/engine
/// has an error of the same meaning, both bear the same name.
enum class CareError {
  MalformedPayload,  ///< Not the protobuf message expected, or an id of a wrong length.
  NotUtf8,
  BodyTooLong,
  TextTooLong,       ///< Another text than the body.
  TextMissing,       ///< A text that must say something is empty.
  ControlCharacter,  ///< In a text of one line.
  NoCategory,
  UnknownCategory,
  UnknownUrgency,
  UnknownCode,  ///< A code of another fixed list, or something that is no code.
  UnknownPurpose,
  NotOrdered,  ///< A list that must be ascending and without repetition.
  BadTime,
  BadNumber,  ///< Outside of what is sensible, or no telephone number.
  DeadlineWithoutAsk,
  OwnerWithoutAsk,
  OwnerNotARecipient,  ///< Whoever owes an answer has to be told the question.
  NoRecipient,
  TooMany,         ///< More recipients, heads or consents than a message may name.
  NoHead,          ///< No governance head named.
  NoConsentNamed,  ///< A recipient without a consent, in a message without an override.
  WrongTransition,
  AlreadyStated,
  CallRecordMissing,
  WrongAuthor,  ///< A delivered receipt by a person, or another receipt by the node itself.
};
std::string_view error_name(CareError error);

}  // namespace tasuki::care
