#include "core/care/form/form.hpp"

#include "proto/forms.pb.h"

namespace tasuki::care {

namespace {

namespace pb = proto::record;

template <class What, class Part>
Result<Form> read_as(const Part& part) {
  TRY(auto form, read(part));
  return Form(std::in_place_type<What>, std::move(form));
}

struct Check {
  Result<> operator()(const std::monostate&) const { return {}; }
  template <class What>
  Result<> operator()(const What& what) const {
    return check(what);
  }
};

struct Write {
  pb::Form& out;

  void operator()(const std::monostate&) const {}
  void operator()(const Words& words) const { write(words, *out.mutable_words()); }
  void operator()(const SignDefinition& sign) const { write(sign, *out.mutable_sign()); }
  void operator()(const Observation& observation) const { write(observation, *out.mutable_observation()); }
  void operator()(const Alert& alert) const { write(alert, *out.mutable_alert()); }
  void operator()(const PlanPart& part) const { write(part, *out.mutable_plan()); }
  void operator()(const Handoff& handoff) const { write(handoff, *out.mutable_handoff()); }
  void operator()(const Forward& forward) const { write(forward, *out.mutable_forward()); }
  void operator()(const Milestone& milestone) const { write(milestone, *out.mutable_milestone()); }
};

struct Texts {
  std::string all;

  void add(std::string_view text) {
    if (text.empty()) return;
    if (!all.empty()) all += '\n';
    all += text;
  }
  template <class What>
  void operator()(const What&) {}
  void operator()(const Words& words) {
    for (const auto& word : words.words) add(word.text);
  }
  void operator()(const SignDefinition& sign) { add(sign.what); }
  void operator()(const PlanPart& part) {
    for (const auto& section : part.sections) {
      for (const auto& step : section.steps) add(step.text);
    }
  }
  void operator()(const Handoff& handoff) {
    for (const auto* text : {&handoff.identify, &handoff.situation, &handoff.background, &handoff.assessment,
                             &handoff.recommendation}) {
      add(*text);
    }
  }
};

}  // namespace

Result<> check(const Form& form) { return std::visit(Check{}, form); }

void write(const Form& form, pb::Form& out) { std::visit(Write{out}, form); }

Result<Form> read(const pb::Form& in) {
  switch (in.form_case()) {
    case pb::Form::kWords:
      return read_as<Words>(in.words());
    case pb::Form::kSign:
      return read_as<SignDefinition>(in.sign());
    case pb::Form::kObservation:
      return read_as<Observation>(in.observation());
    case pb::Form::kAlert:
      return read_as<Alert>(in.alert());
    case pb::Form::kPlan:
      return read_as<PlanPart>(in.plan());
    case pb::Form::kHandoff:
      return read_as<Handoff>(in.handoff());
    case pb::Form::kForward:
      return read_as<Forward>(in.forward());
    case pb::Form::kMilestone:
      return read_as<Milestone>(in.milestone());
    case pb::Form::FORM_NOT_SET:
      return Form();
  }
  return Form();
}

std::string texts_of(const Form& form) {
  Texts texts;
  std::visit(texts, form);
  return std::move(texts.all);
}

}  // namespace tasuki::care
