#include "core/engine/commands/due_commands.hpp"

#include "core/base/vocabulary.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/posting.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/commands/send_command.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/due/due_facts.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/ledger.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

proto::api::DueAnswer describe_due(Call& call, const TeamId& team, const care::Due& due,
                                   care::DayNumber today) {
  proto::api::DueAnswer out;
  out.set_team_id(team.str());
  out.set_person(person_of(call.transaction, team));
  out.set_what(due.what);
  out.set_owes(due.owes.str());
  out.set_owes_name(agency_name(call.transaction, due.owes));
  out.set_mine(due.owes == call.desk.agency());
  for (const auto& to : due.to) {
    out.add_to(to.str());
    out.add_to_name(agency_name(call.transaction, to));
  }
  out.set_due_day(due.day);
  out.set_overdue(due.is_overdue(today));
  out.set_done_day(due.done.value_or(0));
  out.set_done(due.settled);
  if (due.about) out.set_about(due.about->str());
  return out;
}

void answer_team(Call& call, const TeamId& team) {
  Turn turn = turn_of(call);
  const auto state = team_state(turn, team);
  if (!state->is_member(call.desk.agency())) return;
  const auto facts = due_facts(turn, *state);
  for (const auto& line : care::what_is_due(facts)) {
    proto::api::Response response;
    *response.mutable_due() = describe_due(call, team, line, facts.today);
    call.reply(std::move(response));
  }
}

}  // namespace

Result<> due(Call& call, const proto::api::DueRequest& request) {
  if (request.team().empty()) {
    for (const auto& team : record::known_ledgers(call.transaction)) answer_team(call, team);
  } else {
    TRY(const TeamId team, find_team(call.transaction, request.team()));
    answer_team(call, team);
  }
  call.done();
  return {};
}

Result<> milestone_set(Call& call, const proto::api::MilestoneSetRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  if (!vocabulary::is_known(vocabulary::List::Milestone, request.what())) return EngineError::UnknownCode;
  care::Message message;
  message.stated_at = call.desk.clock.now();
  message.categories = {"contact"};
  message.kind = "milestone";
  message.form = care::Milestone{request.what(), request.day()};
  Posting posting{team, std::move(message)};
  TRY(posting.to, find_members(turn, *team_state(turn, team), {request.to().begin(), request.to().end()}));
  posting.permitted_only = request.permitted_only();
  posting.dry_run = request.dry_run();
  TRY(const auto posted, post(turn, call.session, std::move(posting)));
  answer_posted(call, posted);
  return {};
}

}  // namespace tasuki::engine
