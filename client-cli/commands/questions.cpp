#include "client-cli/commands/groups.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_questions(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& questions = *request.mutable_questions();
  questions.set_team(arguments.one("TEAM"));
  questions.set_overdue(arguments.has("--overdue"));
  questions.set_mine(arguments.has("--mine"));
  questions.set_texts(arguments.has("--json"));
  return {};
}

Json json_of_question(const api::Response& response, Language) {
  const auto& question = response.question();
  return {{"message_id", json_hex(question.message_id())},
          {"team_id", json_hex(question.team_id())},
          {"person", json_text(question.person())},
          {"from_agency", json_hex(question.from_agency())},
          {"from_agency_name", question.from_agency_name()},
          {"owner", json_hex(question.owner())},
          {"owner_name", question.owner_name()},
          {"mine", question.mine()},
          {"ask", json_text(question.ask())},
          {"ask_by", json_time(question.ask_by())},
          {"overdue", question.overdue()},
          {"sent_at", json_time(question.sent_at())},
          {"urgency", question.urgency()},
          {"categories", json_texts(question.category())}};
}

void show_question(const api::Response& response, View& view) {
  const auto& question = response.question();
  view.flush();
  const auto by = question.ask_by() == 0 ? view.say({"期限なし", "no deadline"})
                                         : view.say({"期限 ", "by "}) + view.time(question.ask_by());
  view.row({{question.overdue() ? view.say({"期限切れ", "overdue"}) : view.say({"回答待ち", "open"}),
             question.overdue() ? Style::Bad : Style::Warning},
            {view.id(question.message_id()), Style::Strong},
            {by},
            {question.person()}});
  view.flush();
  view.field({"答える機関", "owes it"},
             question.owner_name() + view.say({"（→ ", " (to "}) + question.from_agency_name() +
                 view.say({"）", ")"}),
             question.mine() ? Style::Strong : Style::Plain);
  view.field({"内容", "about"}, view.words(List::Category, question.category()));
  if (!question.ask().empty()) view.field({"質問", "asked"}, question.ask());
  const auto id = view.id(question.message_id());
  if (question.text_left_out()) {
    view.next({"開いて読む", "open and read"}, "tasuki open " + id);
  } else if (question.mine()) {
    view.next({"答える", "answer it"}, "tasuki send " + view.id(question.team_id()) + " --answers " + id +
                                           " --kind answer --urgency message --category … --body …");
  }
}

void finish_questions(View& view) {
  if (view.shown == 0)
    view.line(view.say({"待っている質問はありません。", "No question waits for an answer."}));
}

}  // namespace

std::vector<Command> question_commands() {
  return {{.verb = "questions",
           .help = {"まだ答えのない質問: だれがだれに", "questions without an answer: who owes whom"},
           .positionals = {{"TEAM",
                            {"支援チームの ID（既定 すべて）", "a team's id; every team unless said"},
                            true}},
           .options = {{.flag = "--overdue",
                        .help = {"期限を過ぎたものだけ", "only those whose time has passed"},
                        .takes = Takes::Nothing},
                       {.flag = "--mine",
                        .help = {"この機関が答えるものだけ", "only those that this agency is to answer"},
                        .takes = Takes::Nothing}},
           .exchange = {.fill = fill_questions,
                        .json = json_of_question,
                        .show = show_question,
                        .finish = finish_questions}}};
}

}  // namespace tasuki::cli
