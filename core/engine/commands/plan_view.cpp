#include "core/engine/commands/plan_view.hpp"

#include "core/engine/care/labels.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/plan/holders.hpp"
#include "core/engine/plan/plans.hpp"
#include "core/engine/plan/steps.hpp"
#include "core/record/certificate_store.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

void fill_step(Transaction& transaction, const care::PlanStep& step, proto::api::PlanStep& out) {
  out.set_who(step.who);
  out.set_window(step.window);
  out.set_number(step.number);
  out.set_text(step.text);
  if (!step.agency) return;
  out.set_agency(name_or_id(transaction, *step.agency));
  out.set_agency_id(step.agency->str());
}

void fill_section(Transaction& transaction, const care::SharedSection& shared, proto::api::PlanSection& out) {
  out.set_code(shared.section.code);
  out.set_message_id(shared.message.str());
  for (const auto& agency : shared.shared_with) {
    out.add_share(name_or_id(transaction, agency));
    out.add_shared_with(agency.str());
  }
  for (const auto& category : shared.categories) out.add_category(category);
  for (const auto& step : shared.section.steps) fill_step(transaction, step, *out.add_step());
}

void fill_staff(Transaction& transaction, const care::PlanVersion& version, proto::api::PlanAnswer& out) {
  if (version.messages.empty()) return;
  const auto message = load_message(transaction, *version.messages.begin());
  const auto certificate =
      message ? record::find_certificate(transaction, message->certificate) : std::nullopt;
  if (certificate) out.set_author_staff(certificate->name);
}

}  // namespace

std::string name_or_id(Transaction& transaction, const AgencyId& agency) {
  auto name = agency_name(transaction, agency);
  return name.empty() ? agency.hex() : name;
}

void fill_plan(Call& call, const TeamId& team, const std::vector<care::PlanVersion>& versions,
               const care::PlanVersion& shown, proto::api::PlanAnswer& out) {
  Turn turn = turn_of(call);
  out.set_team_id(team.str());
  out.set_person(person_of(call.transaction, team));
  out.set_version(shown.number);
  out.set_newest(versions.front().number);
  out.set_author(shown.author.str());
  out.set_author_name(name_or_id(call.transaction, shown.author));
  fill_staff(call.transaction, shown, out);
  out.set_stated_at(to_millis(shown.stated_at));
  out.set_review_day(shown.review_day);
  out.set_overdue(care::is_overdue(shown.review_day, today(turn)));
  out.set_own_agency(call.desk.agency().str());
  out.set_now(to_millis(call.desk.clock.now()));
  for (const auto& section : shown.sections) fill_section(call.transaction, section, *out.add_section());
  for (const auto& holder : plan_holders(turn, versions)) {
    auto& added = *out.add_holder();
    added.set_agency_id(holder.agency.str());
    added.set_name(name_or_id(call.transaction, holder.agency));
    added.set_version(holder.version);
    added.set_state(holder.state);
    added.set_opened(holder.opened);
  }
}

void fill_plan_version(Call& call, const care::PlanVersion& version, proto::api::PlanVersionAnswer& out) {
  out.set_version(version.number);
  out.set_author(version.author.str());
  out.set_author_name(name_or_id(call.transaction, version.author));
  out.set_stated_at(to_millis(version.stated_at));
  out.set_review_day(version.review_day);
  for (const auto& section : version.sections) out.add_section(section.section.code);
}

void fill_plan_steps(Call& call, const RecordId& message, proto::api::ActAnswer& out) {
  const auto opened = load_message(call.transaction, message);
  const auto* alert = opened ? std::get_if<care::Alert>(&opened->content.form) : nullptr;
  if (alert == nullptr) return;
  Turn turn = turn_of(call);
  const auto now = steps_now(turn, opened->team, alert->stage);
  if (!now) return;
  for (const auto& id : now->steps.messages) show_to(turn, id, *call.session);
  auto& steps = *out.mutable_plan_steps();
  steps.set_version(now->version.number);
  steps.set_stage(alert->stage);
  steps.set_author(now->version.author.str());
  steps.set_author_name(name_or_id(call.transaction, now->version.author));
  steps.set_stated_at(to_millis(now->version.stated_at));
  steps.set_review_day(now->version.review_day);
  steps.set_overdue(now->overdue);
  for (const auto& step : now->steps.own) fill_step(call.transaction, step, *steps.add_own());
  for (const auto& step : now->steps.other) fill_step(call.transaction, step, *steps.add_other());
}

}  // namespace tasuki::engine
