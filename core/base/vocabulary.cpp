#include "core/base/vocabulary.hpp"

#include <algorithm>

#include "core/base/words/agencies.hpp"
#include "core/base/words/audit.hpp"
#include "core/base/words/care.hpp"
#include "core/base/words/consent.hpp"
#include "core/base/words/directory.hpp"
#include "core/base/words/duty.hpp"
#include "core/base/words/messages.hpp"

namespace tasuki::vocabulary {

std::span<const Word> words(List list) {
  switch (list) {
    case List::AgencyKind:
      return kAgencyKinds;
    case List::Profession:
      return kProfessions;
    case List::Role:
      return kRoles;
    case List::Category:
      return kCategories;
    case List::Urgency:
      return kUrgencies;
    case List::Basis:
      return kBases;
    case List::MessageKind:
      return kMessageKinds;
    case List::ReceiptState:
      return kReceiptStates;
    case List::MessageState:
      return kMessageStates;
    case List::HeldReason:
      return kHeldReasons;
    case List::Purpose:
      return kPurposes;
    case List::Obtained:
      return kObtained;
    case List::ConsentState:
      return kConsentStates;
    case List::Decision:
      return kDecisions;
    case List::DenyReason:
      return kDenyReasons;
    case List::LegalBasis:
      return kLegalBases;
    case List::CallOutcome:
      return kCallOutcomes;
    case List::CoverageWindow:
      return kCoverageWindows;
    case List::Trust:
      return kTrusts;
    case List::AuditFault:
      return kAuditFaults;
    case List::IgnoredReason:
      return kIgnoredReasons;
    case List::Situation:
      return kSituations;
    case List::EscalationReason:
      return kEscalationReasons;
    case List::EscalationDisclosure:
      return kEscalationDisclosures;
    case List::Stage:
      return kStages;
    case List::View:
      return kViews;
    case List::PlanSection:
      return kPlanSections;
    case List::PlanWho:
      return kPlanWho;
    case List::Milestone:
      return kMilestones;
    case List::Ask:
      return kAsks;
  }
  return {};
}

const Word* find(List list, std::string_view code) {
  const auto all = words(list);
  const auto found = std::ranges::find(all, code, &Word::code);
  return found == all.end() ? nullptr : &*found;
}

bool is_known(List list, std::string_view code) { return find(list, code) != nullptr; }

std::string_view say(List list, std::string_view code, Language language) {
  const Word* word = find(list, code);
  if (word == nullptr) return code;
  return language == Language::Japanese ? word->japanese : word->english;
}

std::optional<std::string_view> code_of(List list, std::string_view text) {
  for (const Word& word : words(list)) {
    if (text == word.code || text == word.japanese || text == word.english) return word.code;
  }
  return std::nullopt;
}

}  // namespace tasuki::vocabulary
