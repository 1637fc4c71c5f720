#include "core/engine/commands/plan_commands.hpp"

#include <algorithm>
#include <map>

#include "core/care/plan/plan_sharing.hpp"
#include "core/engine/care/opening.hpp"
#include "core/engine/care/posting.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/commands/decision_view.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/plan_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/plan/plans.hpp"
#include "core/engine/record/teams.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::PlanSetRequest;

/// A section with what consent says of each agency that it is to be shared with.
struct DecidedSection {
  care::SectionToShare wish;
  std::vector<care::Decision> decisions;

  bool is_denied_to_anybody() const { return !std::ranges::all_of(decisions, &care::Decision::permitted); }
};

Result<care::PlanStep> read_step(Call& call, const record::TeamState& state,
                                 const proto::api::PlanStep& said) {
  care::PlanStep step{said.who(), std::nullopt, said.window(), said.number(), said.text()};
  if (!said.agency().empty()) {
    TRY(step.agency, find_agency(call.transaction, said.agency(), state.members));
  }
  return step;
}

Result<care::SectionToShare> read_section(Call& call, const record::TeamState& state,
                                          const proto::api::PlanSection& said) {
  care::SectionToShare wish;
  wish.section.code = said.code();
  wish.body = said.body();
  wish.categories = {said.category().begin(), said.category().end()};
  wish.categories.emplace(care::kPlanCategory);
  if (said.share().empty()) return EngineError::NoRecipient;
  Turn turn = turn_of(call);
  TRY(wish.to, find_members(turn, state, {said.share().begin(), said.share().end()}));
  wish.to.erase(call.desk.agency());  // which has what it states
  if (wish.to.empty()) return EngineError::NoRecipient;
  for (const auto& line : said.step()) {
    TRY(auto step, read_step(call, state, line));
    wish.section.steps.push_back(std::move(step));
  }
  return wish;
}

care::Message message_about(const Call& call, const std::set<std::string>& categories) {
  care::Message message;
  message.stated_at = call.desk.clock.now();
  message.categories = categories;
  message.kind = "crisis-plan";
  return message;
}

Posting posting_of(const Call& call, const TeamId& team, const care::SectionToShare& wish) {
  Posting posting{team, message_about(call, wish.categories)};
  posting.to = wish.to;
  return posting;
}

Result<std::vector<DecidedSection>> decide_sections(Call& call, const TeamId& team,
                                                    const PlanSetRequest& request) {
  Turn turn = turn_of(call);
  const auto state = team_state(turn, team);
  if (!state->is_member(call.desk.agency())) return EngineError::TeamEnded;
  std::vector<DecidedSection> sections;
  for (const auto& said : request.section()) {
    TRY(auto wish, read_section(call, *state, said));
    auto decisions = decide_posting(turn, posting_of(call, team, wish));
    sections.push_back({std::move(wish), std::move(decisions)});
  }
  return sections;
}

/// One line per agency: what it lacks, and for which sections.
void fill_denied(Call& call, const std::vector<DecidedSection>& sections, proto::api::Error& error) {
  std::map<AgencyId, proto::api::Decision> denied;
  for (const auto& section : sections) {
    for (const auto& decision : section.decisions) {
      if (decision.permitted) continue;
      auto& line = denied.try_emplace(decision.recipient).first->second;
      auto merged = describe_decision(call.transaction, decision);
      for (const auto& category : line.missing()) {
        if (std::ranges::find(merged.missing(), category) == merged.missing().end())
          merged.add_missing(category);
      }
      *merged.mutable_section() = line.section();
      merged.add_section(section.wish.section.code);
      line = std::move(merged);
    }
  }
  for (auto& [agency, decision] : denied) *error.add_decision() = std::move(decision);
}

/// Nothing goes out. What was denied is on the trail, section by section.
Result<> refuse(Call& call, const TeamId& team, const std::vector<DecidedSection>& sections, bool dry_run) {
  for (const auto& section : sections) {
    if (dry_run || !section.is_denied_to_anybody()) continue;
    Turn turn = turn_of(call);
    TRY_VOID(post(turn, call.session, posting_of(call, team, section.wish)));
  }
  proto::api::Response response;
  auto& error = *response.mutable_error();
  error.set_code(std::string(error_name(EngineError::ConsentMissing)));
  error.set_exit_code(static_cast<std::uint32_t>(exit_code(error.code())));
  fill_denied(call, sections, error);
  call.finish(std::move(response));
  return {};
}

/// As far as each may go.
std::vector<care::PartToSend> permitted_parts(const std::vector<DecidedSection>& sections) {
  std::vector<care::SectionToShare> wishes;
  for (const auto& section : sections) {
    auto wish = section.wish;
    for (const auto& decision : section.decisions) {
      if (!decision.permitted) wish.to.erase(decision.recipient);
    }
    wishes.push_back(std::move(wish));
  }
  return care::parts_of(std::move(wishes));
}

Result<Posted> post_part(Call& call, const TeamId& team, care::PartToSend part, const PlanSetRequest& request,
                         std::uint32_t version) {
  Posting posting{team, message_about(call, part.categories)};
  posting.message.body = std::move(part.body);
  posting.message.form = care::PlanPart{version, request.review_day(), std::move(part.sections)};
  posting.to = std::move(part.to);
  posting.dry_run = request.dry_run();
  Turn turn = turn_of(call);
  TRY(auto posted, post(turn, call.session, std::move(posting)));
  if (posted.is_denied()) return EngineError::Internal;  // every section was permitted by itself
  return posted;
}

void fill_sent(Call& call, const care::PartToSend& part, const Posted& posted, proto::api::PlanSent& out) {
  if (posted.id) out.set_message_id(posted.id->str());
  for (const auto& section : part.sections) out.add_section(section.code);
  for (const auto& agency : part.to) {
    out.add_agency_id(agency.str());
    out.add_name(name_or_id(call.transaction, agency));
  }
  for (const auto& category : part.categories) out.add_category(category);
}

void fill_left_out(Call& call, const DecidedSection& section, proto::api::PlanSetAnswer& out) {
  for (const auto& decision : section.decisions) {
    if (decision.permitted) continue;
    const auto described = describe_decision(call.transaction, decision);
    auto& denied = *out.add_denied();
    denied.set_section(section.wish.section.code);
    denied.set_agency_id(described.agency_id());
    denied.set_name(described.name());
    *denied.mutable_missing() = described.missing();
    denied.set_reason(described.reason());
  }
}

/// A colleague's later act may keep it from being opened any more: then it is shown, with a trace.
void read_plan(Call& call, const care::PlanVersion& version) {
  Turn turn = turn_of(call);
  for (const auto& message : version.messages) {
    if (!open_message(turn, message, {}, *call.session)) show_to(turn, message, *call.session);
  }
}

}  // namespace

Result<> plan_set(Call& call, const PlanSetRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  if (team_state(turn, team)->coordinator != call.desk.agency()) return EngineError::NotCoordinator;
  TRY(const auto sections, decide_sections(call, team, request));
  const bool any_denied = std::ranges::any_of(sections, &DecidedSection::is_denied_to_anybody);
  const auto parts = permitted_parts(sections);
  if (parts.empty() || (any_denied && !request.permitted_only()))
    return refuse(call, team, sections, request.dry_run());
  const auto version = care::next_version(plans_of(turn, team));
  proto::api::Response response;
  auto& answer = *response.mutable_plan_set();
  answer.set_version(version);
  for (const auto& part : parts) {
    TRY(const auto posted, post_part(call, team, part, request, version));
    fill_sent(call, part, posted, *answer.add_part());
  }
  for (const auto& section : sections) fill_left_out(call, section, answer);
  call.finish(std::move(response));
  return {};
}

Result<> plan_show(Call& call, const proto::api::PlanShowRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  const auto versions = plans_of(turn, team);
  const auto shown = request.version() == 0
                         ? versions.begin()
                         : std::ranges::find(versions, request.version(), &care::PlanVersion::number);
  if (shown == versions.end()) return EngineError::NoPlan;
  read_plan(call, *shown);
  proto::api::Response response;
  fill_plan(call, team, versions, *shown, *response.mutable_plan());
  call.finish(std::move(response));
  return {};
}

Result<> plan_versions(Call& call, const proto::api::PlanVersionsRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  const auto versions = plans_of(turn, team);
  for (const auto& version : versions) {
    proto::api::Response response;
    fill_plan_version(call, version, *response.mutable_plan_version());
    response.mutable_plan_version()->set_newest(&version == &versions.front());
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

}  // namespace tasuki::engine
