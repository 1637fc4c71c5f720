#include "client-cli/commands/decision_view.hpp"
#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/groups.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_due(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_due()->set_team(arguments.one("TEAM"));
  return {};
}

Failure unknown_milestone(const std::string& typed) {
  auto failure = usage("value-unknown", "WHAT " + typed);
  std::string known;
  for (const auto& word : vocabulary::words(List::Milestone))
    known += (known.empty() ? "" : "、") + std::string(word.code) + " " + std::string(word.japanese);
  failure.japanese_subject = typed + "。使える値: " + known;
  return failure;
}

Attempt<> fill_milestone(const Arguments& arguments, const Moment& moment, api::Request& request) {
  auto& milestone = *request.mutable_milestone_set();
  milestone.set_team(arguments.one("TEAM"));
  const auto& typed = arguments.one("WHAT");
  const auto code = vocabulary::code_of(List::Milestone, typed);
  if (!code) return unknown_milestone(typed);
  milestone.set_what(std::string(*code));
  TRY(const auto day, day_of(arguments, "--on", moment.zone));
  milestone.set_day(day_number(day, moment.zone));
  copy_recipients(arguments, *milestone.mutable_to());
  milestone.set_permitted_only(arguments.has("--permitted-only"));
  milestone.set_dry_run(arguments.has("--dry-run"));
  return {};
}

Json json_day(std::int32_t day) { return day == 0 ? Json() : Json(show_day(day)); }

Json json_of_due(const api::Response& response, Language) {
  const auto& due = response.due();
  return {{"team_id", json_hex(due.team_id())},
          {"person", json_text(due.person())},
          {"what", due.what()},
          {"owes", json_hex(due.owes())},
          {"owes_name", due.owes_name()},
          {"to", json_hexes(due.to())},
          {"to_names", json_texts(due.to_name())},
          {"due", json_day(due.due_day())},
          {"overdue", due.overdue()},
          {"done", due.done()},
          {"last_done", json_day(due.done_day())},
          {"mine", due.mine()},
          {"about", json_hex(due.about())}};
}

std::string word_of(const std::string& what, const View& view) {
  if (what == "plan-review") return view.say({"クライシスプランの見直し", "crisis plan review"});
  if (what == "consent-review") return view.say({"同意の見直し", "consent review"});
  return view.word(List::MessageKind, what);
}

/// Two are named; where a whole team is owed, its size says as much.
std::string receivers_of(const api::DueAnswer& due, const View& view) {
  constexpr int kNamed = 2;
  if (due.to_name_size() > kNamed)
    return due.to_name(0) + view.say({" ほか", " and "}) + std::to_string(due.to_name_size() - 1) +
           view.say({"機関", " more"});
  std::string to;
  for (const auto& name : due.to_name()) to += (to.empty() ? "" : view.say({"、", ", "})) + name;
  return to;
}

void show_due(const api::Response& response, View& view) {
  const auto& due = response.due();
  const auto mark = due.overdue() ? view.say({"期限切れ", "overdue"})
                    : due.done()  ? view.say({"済み", "done"})
                                  : view.say({"予定", "due"});
  view.row({{mark, due.overdue() ? Style::Bad
                   : due.done()  ? Style::Good
                                 : Style::Plain},
            {show_day(due.due_day())},
            {word_of(due.what(), view), due.mine() ? Style::Strong : Style::Plain}});
  view.row(
      {{},
       {due.done_day() == 0 ? "" : view.say({"前回 ", "last "}) + show_day(due.done_day()), Style::Faint},
       {due.owes_name() + " → " + receivers_of(due, view)}});
}

void finish_due(View& view) {
  if (view.shown == 0)
    view.line(
        view.say({"予定されている報告や見直しはありません。退院の日などを記録する: tasuki milestone set",
                  "Nothing is due. To record a discharge: tasuki milestone set"}));
}

Json json_of_set(const api::Response& response, Language) {
  Json json;
  if (!response.sent().message_id().empty()) json["message_id"] = json_hex(response.sent().message_id());
  json["recipients"] = json_of_decisions(response.sent().recipient());
  return json;
}

void show_set(const api::Response& response, View& view) {
  const auto& sent = response.sent();
  view.line(sent.message_id().empty()
                ? view.say({"試しです。何も送っていません。", "A dry run: nothing was sent."})
                : view.say({"記録しました  ", "Recorded  "}) + view.id(sent.message_id()),
            sent.message_id().empty() ? Style::Warning : Style::Good);
  for (const auto& decision : sent.recipient()) show_decision(decision, view);
  view.next({"いつまでに何をするか", "what is due now"}, "tasuki due " + view.arguments().one("TEAM"));
}

}  // namespace

std::vector<Command> due_commands() {
  return {{.verb = "due",
           .help = {"報告や見直しの期限: だれがだれに", "reports and reviews that are due: who owes whom"},
           .positionals = {{"TEAM",
                            {"支援チームの ID（既定 すべて）", "a team's id; every team unless said"},
                            true}},
           .exchange = {.fill = fill_due, .json = json_of_due, .show = show_due, .finish = finish_due}},
          {.verb = "milestone set",
           .help = {"退院や見直しの日を支援チームに知らせる", "tell the team of a discharge or review"},
           .positionals = {{"TEAM", {"支援チームの ID", "a team's id"}},
                           {"WHAT",
                            {"discharge 退院、discharge-planned 退院の予定、plan-reviewed "
                             "プランの見直し、consent-reviewed 同意の見直し、monitored モニタリング",
                             "discharge, discharge-planned, plan-reviewed, consent-reviewed, monitored"}}},
           .options = {{.flag = "--on", .value = "D", .help = {"その日", "the day"}, .required = true},
                       {.flag = "--to",
                        .value = "AGENCY|team",
                        .help = {"送り先（既定 ほかの全機関）", "to whom; every other member unless said"},
                        .takes = Takes::List},
                       permitted_only_option(),
                       dry_run_option()},
           .exchange = {.fill = fill_milestone, .json = json_of_set, .show = show_set}}};
}

}  // namespace tasuki::cli
