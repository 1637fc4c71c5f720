#include <nlohmann/json.hpp>

#include "client-cli/json.hpp"
#include "client-cli/sentences.hpp"
#include "client-cli/shown_text.hpp"
#include "core/base/bytes.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

std::string decision_line(const proto::api::Decision& decision, Language language) {
  std::string line = "  " + (decision.name().empty() ? to_hex(as_bytes(decision.agency_id())).substr(0, 8)
                                                     : decision.name());
  const bool japanese = language == Language::Japanese;
  line += ": " + std::string(vocabulary::say(List::Decision, decision.decision(), language));
  std::string lacking;
  for (const auto& category : decision.missing()) {
    if (!lacking.empty()) lacking += japanese ? "、" : ", ";
    lacking += vocabulary::say(List::Category, category, language);
  }
  std::string sections;
  for (const auto& section : decision.section()) {
    if (!sections.empty()) sections += japanese ? "、" : ", ";
    sections += vocabulary::say(List::PlanSection, section, language);
  }
  if (!sections.empty()) line += japanese ? "［" + sections + "］" : " [" + sections + "]";
  if (!lacking.empty()) line += " — " + lacking;
  if (!decision.reason().empty()) {
    const std::string reason(vocabulary::say(List::DenyReason, decision.reason(), language));
    line += japanese ? "（" + reason + "）" : " (" + reason + ")";
  }
  return line;
}

}  // namespace

Json json_of(const Failure& failure, Language language) {
  Json error;
  error["code"] = failure.code;
  error["message"] = sentence(failure, language);
  if (failure.exit == ExitCode::Usage && !failure.subject.empty()) error["argument"] = failure.subject;
  Json whole;
  if (failure.answer != nullptr && failure.answer->decision_size() > 0) {
    error["recipients"] = json_of_decisions(failure.answer->decision());
    whole["recipients"] = error["recipients"];  // where a `send` that went out has them
  }
  if (failure.answer != nullptr && failure.answer->candidate_size() > 0) {
    error["candidates"] = failure.answer->candidate();
  }
  whole["error"] = std::move(error);
  return whole;
}

std::string text_of(const Failure& failure, Language language) {
  std::string text = printable_line(sentence(failure, language)) + "\n";
  if (failure.answer == nullptr) return text;
  for (const auto& decision : failure.answer->decision()) {
    text += printable_line(decision_line(decision, language)) + "\n";
  }
  for (const auto& candidate : failure.answer->candidate()) text += "  " + printable_line(candidate) + "\n";
  return text;
}

}  // namespace tasuki::cli
