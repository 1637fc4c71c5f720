#include "client-cli/commands/groups.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_create(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_team_create()->set_person(arguments.one("PERSON_LABEL"));
  return {};
}

Attempt<> fill_list(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_team_list();
  return {};
}

Attempt<> fill_show(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_team_show()->set_team(arguments.one("TEAM"));
  return {};
}

template <class Message>
Attempt<> fill_member(const Arguments& arguments, Message& message) {
  message.set_team(arguments.one("TEAM"));
  message.set_agency(arguments.one("AGENCY"));
  return {};
}

Attempt<> fill_add(const Arguments& arguments, const Moment&, api::Request& request) {
  return fill_member(arguments, *request.mutable_team_add());
}

Attempt<> fill_remove(const Arguments& arguments, const Moment&, api::Request& request) {
  return fill_member(arguments, *request.mutable_team_remove());
}

Attempt<> fill_coordinator(const Arguments& arguments, const Moment&, api::Request& request) {
  return fill_member(arguments, *request.mutable_team_coordinator());
}

Json json_of_answer(const api::Response& response, Language) { return json_of_team(response.team()); }

std::string person_of(const api::TeamAnswer& team, const View& view) {
  return team.person().empty() ? view.say({"（名前はまだ届いていません）", "(no name yet)"}) : team.person();
}

void show_row(const api::Response& response, View& view) {
  const auto& team = response.team();
  if (view.shown == 0)
    view.heading(
        {{"ID", "id"}, {"本人", "person"}, {"調整役", "coordinator"}, {"機関", "agencies"}, {"", ""}});
  std::string coordinator;
  for (const auto& member : team.member()) {
    if (member.agency_id() == team.coordinator()) coordinator = member.name();
  }
  view.row({{view.id(team.team_id()), Style::Faint},
            {person_of(team, view), Style::Strong},
            {coordinator},
            {std::to_string(team.member_size())},
            {team.active() ? "" : view.say({"終了", "left"}), Style::Faint}});
}

void finish_list(View& view) {
  if (view.shown > 0) return;
  view.line(view.say({"支援チームはまだありません。", "No teams yet."}));
  view.next({"作る", "make one"}, "tasuki team create " + view.say({"本人の呼び名", "PERSON_LABEL"}));
}

void show_team(const api::Response& response, View& view) {
  const auto& team = response.team();
  view.line(person_of(team, view) + "  " + view.id(team.team_id()), Style::Strong);
  for (const auto& member : team.member()) {
    const bool coordinates = member.agency_id() == team.coordinator();
    view.row({{"  " + view.id(member.agency_id()), Style::Faint},
              {member.name().empty() ? view.say({"（名前はまだ届いていません）", "(no card yet)"})
                                     : member.name()},
              {view.word(List::AgencyKind, member.kind())},
              {coordinates ? view.say({"調整役", "coordinator"}) : "", Style::Good}});
  }
}

/// Why something that somebody recorded has no effect.
void show_ignored(const api::TeamAnswer& team, View& view) {
  view.flush();
  if (team.undecidable()) {
    view.line(view.say({"新しい版の記録があり、判断できません。プログラムを更新してください。",
                        "Some records are of a newer program: nothing can be decided. Please update."}),
              Style::Bad);
  }
  for (const auto& record : team.ignored()) {
    view.row({{view.say({"  無効な記録", "  does not count"}), Style::Warning},
              {view.id(record.record_id()), Style::Faint},
              {view.agency(record.agency_id())},
              {view.word(List::IgnoredReason, record.reason())}});
  }
}

void show_whole_team(const api::Response& response, View& view) {
  show_team(response, view);
  show_ignored(response.team(), view);
}

void show_created(const api::Response& response, View& view) {
  const auto& team = response.team();
  view.line(view.say({"支援チームを作りました: ", "Made the team: "}) + team.person() + "  " +
                view.id(team.team_id()),
            Style::Good);
  view.next({"機関を加える", "add agencies"},
            "tasuki team add " + view.id(team.team_id()) + view.say({" 機関名", " AGENCY"}));
}

void show_added(const api::Response& response, View& view) {
  show_team(response, view);
  view.next({"本人の同意を記録する", "record the person's consent"},
            "tasuki consent grant " + view.id(response.team().team_id()) + " --help");
}

Positional team() { return {"TEAM", {"支援チームの ID", "a team's id"}}; }
Positional agency() { return {"AGENCY", {"機関の名前か ID", "an agency's name or id"}}; }

}  // namespace

std::vector<Command> team_commands() {
  return {
      {.verb = "team create",
       .help = {"支援チームを作る（自分の機関が調整役になる）", "make a team; this agency coordinates it"},
       .positionals = {{"PERSON_LABEL", {"本人の呼び名", "how the team calls the person"}}},
       .exchange = {.fill = fill_create, .json = json_of_answer, .show = show_created}},
      {.verb = "team list",
       .help = {"支援チームの一覧", "the teams this agency belongs to"},
       .exchange = {.fill = fill_list, .json = json_of_answer, .show = show_row, .finish = finish_list}},
      {.verb = "team show",
       .help = {"支援チームの機関", "who is in a team"},
       .positionals = {team()},
       .exchange = {.fill = fill_show, .json = json_of_answer, .show = show_whole_team}},
      {.verb = "team add",
       .help = {"機関を加える（調整役だけ）", "add an agency (the coordinator)"},
       .positionals = {team(), agency()},
       .exchange = {.fill = fill_add, .json = json_of_answer, .show = show_added}},
      {.verb = "team remove",
       .help = {"機関を外す（調整役、または自分の機関）", "remove an agency (the coordinator, or oneself)"},
       .positionals = {team(), agency()},
       .exchange = {.fill = fill_remove, .json = json_of_answer, .show = show_team}},
      {.verb = "team coordinator",
       .help = {"調整役を引き継ぐ", "hand the coordination over"},
       .positionals = {team(), agency()},
       .exchange = {.fill = fill_coordinator, .json = json_of_answer, .show = show_team}}};
}

}  // namespace tasuki::cli
