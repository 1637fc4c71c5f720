#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace tasuki::vocabulary {

/// The fixed code lists. A code is what records, the API and scripts carry; the words are what people read.
enum class List {
  AgencyKind,
  Profession,
  Role,
  Category,  ///< information categories: the unit of consent
  Urgency,
  Basis,  ///< of a statement
  MessageKind,
  ReceiptState,  ///< the five signed states
  MessageState,  ///< the receipt states and the others a message can be in
  HeldReason,
  Purpose,
  Obtained,  ///< how a consent was obtained
  ConsentState,
  Decision,
  DenyReason,
  LegalBasis,
  CallOutcome,
  CoverageWindow,
  Trust,
  AuditFault,     ///< what `audit verify` can find
  IgnoredReason,  ///< why a governance record does not count
  Situation,      ///< of an urgency agreement
  EscalationReason,
  EscalationDisclosure,  ///< what the next one on the roster was told
  Stage,
  View,         ///< of a warning sign
  PlanSection,  ///< of a crisis plan
  PlanWho,      ///< whom a plan's line is about
  Milestone,
  Ask,  ///< what an agency can be asked for
};

enum class Language { Japanese, English };

struct Word {
  std::string_view code;
  std::string_view japanese;
  std::string_view english;
};

/// In the glossary's order, which is the order to show them in.
std::span<const Word> words(List list);

/// Nothing where the list does not hold `code`. Codes are compared byte by byte.
const Word* find(List list, std::string_view code);
bool is_known(List list, std::string_view code);

/// The word for people; the code itself where it is not known (a newer version's).
std::string_view say(List list, std::string_view code, Language language);

/// The code that `text` means: a code, or exactly the Japanese or English word.
std::optional<std::string_view> code_of(List list, std::string_view text);

}  // namespace tasuki::vocabulary
