#include "client-cli/commands/groups.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_next(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_call_next()->set_message(arguments.one("MESSAGE"));
  return {};
}

Attempt<> fill_log(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& log = *request.mutable_call_log();
  log.set_message(arguments.one("MESSAGE"));
  log.set_number(arguments.one("--number"));
  log.set_outcome(arguments.one("--outcome"));
  log.set_note(arguments.one("--note"));
  return {};
}

/// What to say first. Nothing about the person: who answers is not known yet.
std::string words_to_say(const std::string& code, Language language) {
  if (code == "say-held-message") {
    return std::string(
        Text{"「支援チームのメッセージが届きましたが、まだ読めません。急ぎの内容を電話で教えてください。」",
             "\"A message of yours has come but cannot be read yet. Please tell me the urgent part.\""}
            .in(language));
  }
  if (code == "say-taken") {
    return std::string(Text{"「受けてくださった急ぎの件は、その後どうなりましたか。」",
                            "\"You took on an urgent matter. How is it going?\""}
                           .in(language));
  }
  if (code == "say-without-content") {
    return std::string(Text{
        "「支援チームのことで急ぎの連絡です。今夜の当番表でそちらの番です。担当の方をお願いします。」"
        "（本人の同意がないか、連絡先に登録がないため、内容は届いていません）",
        "\"This is urgent; by the roster it is your turn. Whom may I speak to?\" (They were told nothing: "
        "there is no consent, or they are no contact.)"}
                           .in(language));
  }
  if (code == "say-your-turn") {
    return std::string(
        Text{"「支援チームのことで急ぎの連絡です。今夜の当番表でそちらの番です。担当の方をお願いします。」"
             "（内容が届くかどうかは、まもなく決まります）",
             "\"This is urgent; by the roster it is your turn. Whom may I speak to?\" (Whether they are told "
             "more is decided in a moment.)"}
            .in(language));
  }
  if (code == "say-emergency") {
    return std::string(Text{
        "当番表のだれも受領していません。いますぐ緊急の番号にかけて、場所と起きていることを伝えてください。",
        "Nobody on the roster has accepted. Call the emergency number now; say where and what."}
                           .in(language));
  }
  return std::string(Text{
      "「支援チームのことで急ぎの連絡です。Tasuki の受信箱を今すぐ開いて、対応できるか返事をください。」",
      "\"This is urgent, about a team we share. Please open your Tasuki inbox now and answer.\""}
                         .in(language));
}

/// The message as it was typed, but never longer than a hint is read.
std::string typed_message(const View& view) { return view.arguments().one("MESSAGE").substr(0, 8); }

Json json_of_next(const api::Response& response, Language language) {
  const auto& next = response.call_next();
  return {
      {"agency_id", json_hex(next.agency_id())},   {"name", next.name()},    {"number", next.number()},
      {"say", words_to_say(next.say(), language)}, {"say_code", next.say()}, {"note", json_text(next.note())},
      {"calls_logged", next.calls_logged()},       {"step", next.step()},    {"exhausted", next.exhausted()},
      {"disclosure", json_text(next.disclosure())}};
}

void show_next(const api::Response& response, View& view) {
  const auto& next = response.call_next();
  const bool taken = next.say() == "say-taken";
  if (taken) {
    view.line(next.name() + view.say({"が受領しています。ほかの機関にかける必要はありません。",
                                      " has accepted it. Nobody else needs to be rung."}),
              Style::Good);
  }
  if (!next.number().empty()) view.line("☎ " + next.number(), taken ? Style::Plain : Style::Bad);
  const auto name = next.exhausted() ? view.say({"緊急の番号", "the emergency number"}) : next.name();
  view.field({"電話の相手", "whom"}, name + (next.note().empty() ? "" : "  " + next.note()), Style::Strong);
  if (next.step() > 0 && !next.exhausted()) {
    std::string step = view.say({"", "step "}) + std::to_string(next.step()) + view.say({"番目", ""});
    if (!next.disclosure().empty()) step += "  " + view.word(List::EscalationDisclosure, next.disclosure());
    view.field({"次の連絡先", "escalation"}, step);
  }
  view.field({"話すこと", "say"}, words_to_say(next.say(), view.language()));
  view.field({"これまで", "calls so far"},
             view.say({"電話の記録 ", ""}) + std::to_string(next.calls_logged()) + view.say({" 件", ""}));
  if (!next.number().empty()) {
    view.line(view.say({"このプログラムは電話をかけません。あなたがかけてください。",
                        "This program rings nobody: you do."}),
              Style::Warning);
  }
  if (taken) return view.next({"受領状況を見る", "see who has it"}, "tasuki receipts " + typed_message(view));
  view.next({"かけたら記録する", "then record it"}, "tasuki call log " + typed_message(view) + " --number " +
                                                        next.number() + " --outcome answered|no-answer|busy");
}

Json json_of_log(const api::Response& response, Language) {
  return {{"call_id", json_hex(response.call_log().call_id())}};
}

void show_log(const api::Response& response, View& view) {
  const auto message = typed_message(view);
  view.line(view.say({"電話を記録しました  ", "Recorded  "}) + view.id(response.call_log().call_id()),
            Style::Good);
  if (view.arguments().one("--outcome") == "answered") {
    view.next({"受領状況を見る", "see who has it"}, "tasuki receipts " + message);
  } else {
    view.next({"次の番号にかける", "ring the next number"}, "tasuki call next " + message);
  }
}

Positional message() { return {"MESSAGE", {"メッセージの ID", "a message's id"}}; }

}  // namespace

std::vector<Command> call_commands() {
  return {{.verb = "call next",
           .help = {"次にだれに電話するか", "whom to ring next"},
           .positionals = {message()},
           .exchange = {.fill = fill_next, .json = json_of_next, .show = show_next}},
          {.verb = "call log",
           .help = {"かけた電話を記録する", "record a call that was made"},
           .positionals = {message()},
           .options = {{.flag = "--number",
                        .value = "N",
                        .help = {"かけた番号", "the number that was rung"},
                        .required = true},
                       {.flag = "--outcome",
                        .value = "O",
                        .help = {"結果", "what came of it"},
                        .required = true,
                        .of = List::CallOutcome},
                       {.flag = "--note", .value = "TEXT", .help = {"ひとこと", "a note"}}},
           .exchange = {.fill = fill_log, .json = json_of_log, .show = show_log}}};
}

}  // namespace tasuki::cli
