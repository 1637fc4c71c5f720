#include "core/care/form/plan.hpp"

#include <algorithm>

#include "core/base/vocabulary.hpp"
#include "core/care/payload.hpp"
#include "core/record/validate.hpp"
#include "proto/forms.pb.h"

namespace tasuki::care {

namespace {

using vocabulary::List;

Result<> check(const PlanStep& step) {
  if (!is_code(step.who)) return CareError::UnknownCode;
  if (!step.window.empty() && !is_code(step.window)) return CareError::UnknownCode;
  if (!step.number.empty() && !record::is_phone_number(step.number)) return CareError::BadNumber;
  if (step.number.empty()) return check_said(step.text, kMaxStepText);
  return check_text(step.text, kMaxStepText);
}

Result<> check(const PlanSection& section) {
  if (!vocabulary::is_known(List::PlanSection, section.code)) return CareError::UnknownCode;
  if (section.steps.empty() || section.steps.size() > kMaxSteps) return CareError::TooMany;
  for (const auto& step : section.steps) TRY_VOID(check(step));
  return {};
}

bool names_one_twice(const std::vector<PlanSection>& sections) {
  std::set<std::string_view> codes;
  for (const auto& section : sections) codes.insert(section.code);
  return codes.size() != sections.size();
}

Result<PlanStep> read_step(const proto::record::PlanStep& in) {
  PlanStep step{in.who(), std::nullopt, in.window(), in.number(), in.text()};
  if (!in.agency_id().empty()) {
    TRY(step.agency, read_id<AgencyId>(in.agency_id()));
  }
  return step;
}

void write_step(const PlanStep& step, proto::record::PlanStep& out) {
  out.set_who(step.who);
  if (step.agency) out.set_agency_id(step.agency->str());
  out.set_window(step.window);
  out.set_number(step.number);
  out.set_text(step.text);
}

}  // namespace

Result<> check(const PlanPart& part) {
  if (part.version == 0 || part.review_day < 0) return CareError::BadNumber;
  if (part.sections.empty() || part.sections.size() > kMaxSections) return CareError::TooMany;
  if (names_one_twice(part.sections)) return CareError::NotOrdered;
  for (const auto& section : part.sections) TRY_VOID(check(section));
  return {};
}

void write(const PlanPart& part, proto::record::PlanPart& out) {
  out.set_version(part.version);
  out.set_review_day(part.review_day);
  for (const auto& section : part.sections) {
    auto& added = *out.add_section();
    added.set_code(section.code);
    for (const auto& step : section.steps) write_step(step, *added.add_step());
  }
}

Result<PlanPart> read(const proto::record::PlanPart& in) {
  PlanPart part{in.version(), in.review_day(), {}};
  for (const auto& each : in.section()) {
    PlanSection section{each.code(), {}};
    for (const auto& line : each.step()) {
      TRY(auto step, read_step(line));
      section.steps.push_back(std::move(step));
    }
    part.sections.push_back(std::move(section));
  }
  return part;
}

}  // namespace tasuki::care
