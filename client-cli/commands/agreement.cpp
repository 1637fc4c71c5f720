#include <cerrno>

#include "client-cli/commands/duty_view.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/duty_file.hpp"
#include "client/small_file.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_agreement(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& set = *request.mutable_agreement_set();
  set.set_team(arguments.one("TEAM"));
  return read_agreement_file(arguments.one(kDutyFileText), set);
}

Attempt<> fill_show_agreement(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_agreement_show()->set_team(arguments.one("TEAM"));
  return {};
}

Json json_of_situation(const api::AgreedSituation& situation) {
  return {{"code", situation.code()},
          {"urgency", situation.urgency()},
          {"categories", json_texts(situation.category())},
          {"text", json_text(situation.text())}};
}

Json json_of_agreement(const api::Response& response, Language) {
  const auto& agreement = response.agreement();
  Json situations = Json::array();
  for (const auto& situation : agreement.situation()) situations.push_back(json_of_situation(situation));
  Json json{{"team_id", json_hex(agreement.team_id())},
            {"record_id", json_hex(agreement.record_id())},
            {"situations", std::move(situations)},
            {"phone_within_ms", agreement.phone_within()},
            {"message_after_opening_ms", agreement.message_after_opening()},
            {"emergency_number", agreement.emergency_number()},
            {"stated_at", json_time(agreement.stated_at())},
            {"by_agency", json_hex(agreement.by_agency())}};
  if (agreement.has_words()) json["words"] = json_of_words(agreement.words());
  return json;
}

std::string minutes(std::int64_t millis, const View& view) {
  return std::to_string(millis / 60'000) + view.say({"分", " min"});
}

void show_situation(const api::AgreedSituation& situation, View& view) {
  view.row(
      {{"  " + (situation.text().empty() ? view.word(List::Situation, situation.code()) : situation.text()),
        Style::Strong},
       {view.words(List::Category, situation.category())},
       {situation.code(), Style::Faint}});
}

/// By urgency, each with its own columns: what is for the phone is read first, and a line fits the screen.
void show_situations(const api::AgreementAnswer& agreement, std::string_view urgency, View& view) {
  view.flush();
  bool any = false;
  for (const auto& situation : agreement.situation()) {
    if (situation.urgency() != urgency) continue;
    if (!any)
      view.line(urgency == "phone"
                    ? view.say({"電話にすること（伝える範囲、記号）:", "By phone (about what, code):"})
                    : view.say({"メッセージでよいこと:", "By message:"}),
                urgency == "phone" ? Style::Bad : Style::Plain);
    any = true;
    show_situation(situation, view);
  }
}

void show_agreement(const api::Response& response, View& view) {
  const auto& agreement = response.agreement();
  if (agreement.record_id().empty()) {
    view.line(view.say({"まだ取り決めがありません。いまは標準の期限です。",
                        "Nothing was agreed yet. The usual deadlines hold."}),
              Style::Warning);
  } else {
    view.line(view.say({"緊急度の取り決め  ", "Urgency agreement  "}) + view.agency(agreement.by_agency()) +
                  "  " + view.freshness(agreement.stated_at()),
              Style::Strong);
  }
  view.field({"電話", "phone"}, minutes(agreement.phone_within(), view) +
                                    view.say({"以内にだれかが受領。できなければ次の連絡先へ",
                                              " to accept; then the next on the roster"}));
  view.field({"メッセージ", "message"}, view.say({"次の開所から", "next opening and "}) +
                                            minutes(agreement.message_after_opening(), view) +
                                            view.say({"以内に受領", ""}));
  view.field({"最後の番号", "last resort"}, agreement.emergency_number(), Style::Bad);
  show_situations(agreement, "phone", view);
  show_situations(agreement, "message", view);
  if (agreement.has_words()) show_words(agreement.words(), view);
  if (agreement.record_id().empty())
    view.next({"ひな形から始める", "begin with a template"}, "tasuki agreement template > agreement.toml");
}

Attempt<ExitCode> run_template(Invocation& invocation) {
  if (invocation.json) {
    print(invocation.io.out, {{"toml", agreement_template()}});
  } else {
    invocation.io.out << agreement_template();
  }
  return ExitCode::Done;
}

Attempt<ExitCode> run_export_agreement(Invocation& invocation) {
  const auto& path = invocation.arguments.one("FILE");
  api::Request request;
  TRY_VOID(fill_show_agreement(invocation.arguments, {}, request));
  TRY(auto conversation, Conversation::open(invocation));
  std::string text;
  TRY_VOID(conversation.ask(
      request, [&](const api::Response& response) { text = agreement_file_of(response.agreement()); }));
  client::AtomicFile file(path);
  if (!file.write(as_bytes(text)) || !file.keep()) return Failure(ExitCode::Refused, "file-unwritable", path);
  if (invocation.json) {
    print(invocation.io.out, {{"file", path}, {"bytes", text.size()}});
  } else {
    invocation.io.out << invocation.say({"書き出しました。次のチームで使えます: tasuki agreement set TEAM ",
                                         "Written. For the next team: tasuki agreement set TEAM "})
                      << path << "\n";
  }
  return ExitCode::Done;
}

Positional agreement_team() { return {"TEAM", {"支援チームの ID", "a team's id"}}; }

}  // namespace

std::vector<Command> agreement_commands() {
  return {
      {.verb = "agreement set",
       .help = {"緊急度の取り決めを決める（調整役）", "set what the team agreed for urgency (coordinator)"},
       .positionals = {agreement_team(), {"FILE.toml", {"取り決めのファイル", "the agreement's file"}}},
       .exchange = {.fill = fill_agreement,
                    .json = json_of_agreement,
                    .show = show_agreement,
                    .names_agencies = true},
       .prepare = prepare_duty_file},
      {.verb = "agreement show",
       .help = {"緊急度の取り決めを見る", "show what the team agreed for urgency"},
       .positionals = {agreement_team()},
       .exchange = {.fill = fill_show_agreement,
                    .json = json_of_agreement,
                    .show = show_agreement,
                    .names_agencies = true}},
      {.verb = "agreement export",
       .help = {"取り決めをファイルにする（次のチームへ）", "write it to a file, for the next team"},
       .positionals = {agreement_team(), {"FILE", {"書き出すファイル", "the file to write"}}},
       .run = run_export_agreement},
      {.verb = "agreement template",
       .help = {"取り決めのひな形を出す", "print a template of an agreement"},
       .run = run_template}};
}

}  // namespace tasuki::cli
