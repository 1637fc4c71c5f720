#include "core/engine/commands/roster_commands.hpp"

#include "core/base/vocabulary.hpp"
#include "core/care/duty/coverage.hpp"
#include "core/engine/commands/agreement_commands.hpp"
#include "core/engine/commands/duty_teams.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/duty_words.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/agreement.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::RosterSetRequest;
using Texts = std::map<std::string, std::string>;

struct TypedRoster {
  record::Roster roster;
  std::vector<care::Word> notes;
};

Result<TypedRoster> read_roster(Call& call, const record::TeamState& team, const RosterSetRequest& request) {
  TypedRoster typed;
  typed.roster.opens = std::chrono::minutes(request.opens());
  typed.roster.closes = std::chrono::minutes(request.closes());
  for (const auto& line : request.line()) {
    if (!vocabulary::is_known(vocabulary::List::CoverageWindow, line.window()))
      return EngineError::UnknownCode;
    TRY(const auto agency, find_member(call.transaction, team, line.agency()));
    typed.roster.entries.push_back({line.window(), agency, line.number()});
    if (!line.note().empty())
      typed.notes.push_back({key_of_entry(line.window(), agency, line.number()), line.note()});
  }
  TRY_VOID(record::check_statement(typed.roster));
  return typed;
}

void describe_entry(Transaction& transaction, const record::RosterEntry& entry, const Texts& notes,
                    proto::api::OnDuty& out) {
  out.set_window(entry.window);
  out.set_agency_id(entry.agency.str());
  out.set_name(agency_name(transaction, entry.agency));
  out.set_number(entry.number);
  const auto note = notes.find(key_of_entry(entry.window, entry.agency, entry.number));
  if (note != notes.end()) out.set_note(note->second);
}

void describe_span(const care::Span& span, proto::api::RosterSpan& out) {
  out.set_window(std::string(care::code_of(span.window)));
  out.set_from(to_millis(span.begin));
  out.set_until(to_millis(span.end));
}

/// With who answers in it.
void describe_cover(Turn& turn, const record::TeamState& team, const Texts& notes, const care::Span& span,
                    proto::api::RosterSpan& out) {
  describe_span(span, out);
  if (!team.roster) return;
  for (const auto& callee : care::duty::on_duty(team.roster->what, span.window, team.members)) {
    describe_entry(turn.transaction, {std::string(care::code_of(span.window)), callee.agency, callee.number},
                   notes, *out.add_on_duty());
  }
}

proto::api::Response describe_roster(Turn& turn, const TeamId& id,
                                     const std::optional<Texts>& typed = std::nullopt) {
  proto::api::Response response;
  auto& out = *response.mutable_roster();
  out.set_team_id(id.str());
  const auto team = team_state(turn, id);
  const auto plan = care::duty::day_plan_of(team->roster ? &team->roster->what : nullptr);
  out.set_opens(static_cast<std::uint32_t>(plan.opens.count()));
  out.set_closes(static_cast<std::uint32_t>(plan.closes.count()));
  if (!team->roster) return response;
  const auto& roster = team->roster->what;
  const auto notes = typed ? *typed : words_about(turn, id, team->roster->id);
  for (const auto& entry : roster.entries) {
    auto& line = team->is_member(entry.agency) ? *out.add_on_duty() : *out.add_left_out();
    describe_entry(turn.transaction, entry, notes, line);
  }
  const auto& desk = turn.desk;
  for (const auto& gap :
       care::duty::gaps_of(roster, desk.settings.calendar, desk.clock.now(), team->members)) {
    describe_span(gap, *out.add_gap());
  }
  out.set_record_id(team->roster->id.str());
  const auto statement = who_stated(turn.transaction, team->roster->id);
  out.set_stated_at(to_millis(statement.at));
  out.set_by_agency(statement.by.str());
  return response;
}

}  // namespace

Result<> roster_set(Call& call, const RosterSetRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto team, find_coordinated_team(call, request.team()));
  TRY(auto typed, read_roster(call, *team, request));
  TRY(const auto record, state_for_team(call, *team, typed.roster));
  const auto notes = by_key(typed.notes);
  TRY(const auto posted,
      tell_words(turn, *call.session, {team->team, record, "roster", "contact", std::move(typed.notes)}));
  auto response = describe_roster(turn, team->team, notes);
  describe_words_sent(posted, *response.mutable_roster()->mutable_words());
  call.finish(std::move(response));
  return {};
}

Result<> roster_show(Call& call, const proto::api::RosterShowRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto team, find_team(call.transaction, request.team()));
  call.finish(describe_roster(turn, team));
  return {};
}

Result<> roster_now(Call& call, const proto::api::RosterNowRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto id, find_team(call.transaction, request.team()));
  const auto team = team_state(turn, id);
  const auto notes = team->roster ? words_about(turn, id, team->roster->id) : Texts();
  const auto plan = care::duty::day_plan_of(team->roster ? &team->roster->what : nullptr);
  const auto windows = care::next_windows(call.desk.settings.calendar, plan, call.desk.clock.now(), 2);
  proto::api::Response response;
  auto& out = *response.mutable_roster_now();
  out.set_team_id(id.str());
  describe_cover(turn, *team, notes, windows.at(0), *out.mutable_now());
  describe_cover(turn, *team, notes, windows.at(1), *out.mutable_next());
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
