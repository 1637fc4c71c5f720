#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "client-cli/commands/decision_view.hpp"
#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/groups.hpp"
#include "client/small_file.hpp"
#include "core/base/utf8.hpp"

namespace tasuki::cli {

namespace {

constexpr std::size_t kLongestBody = 65'536;

Attempt<std::string> read_body(const std::string& file) {
  const auto content = file == "-" ? client::read_small_file(STDIN_FILENO, kLongestBody)
                                   : client::read_small_file(file, kLongestBody);
  if (!content)
    return errno == EFBIG ? usage("body-too-long", "--body-file") : usage("file-unreadable", file);
  return to_string(content->reveal());
}

/// `--body-file` becomes `--body`. What is wrong with the body is told before anybody is asked anything.
Attempt<> prepare_body(Arguments& arguments) {
  const bool from_file = arguments.has("--body-file");
  if (from_file && arguments.has("--body")) return usage("argument-without", "--body --body-file");
  if (!from_file && !arguments.has("--body") && !arguments.has("--dry-run"))
    return usage("argument-missing", "--body");
  if (from_file) {
    TRY(auto body, read_body(arguments.one("--body-file")));
    arguments.add("--body", std::move(body));
  }
  const auto& body = arguments.one("--body");
  if (body.size() > kLongestBody) return usage("body-too-long", "--body");
  if (!is_utf8(body)) return usage("not-utf8", from_file ? "--body-file" : "--body");
  return {};
}

Attempt<> check_combinations(const Arguments& arguments) {
  if (arguments.has("--by") && !arguments.has("--ask")) return usage("argument-without", "--by --ask");
  if (arguments.has("--anyway") && !arguments.has("--situation"))
    return usage("argument-without", "--anyway --situation");
  if (arguments.has("--owner") && !arguments.has("--ask")) return usage("argument-without", "--owner --ask");
  for (const auto* flag : {"--ask", "--owner", "--override", "--answers"}) {
    if (arguments.has(flag) && arguments.one(flag).find_first_not_of(" \t\n") == std::string::npos) {
      return usage("value-empty", flag);
    }
  }
  if (arguments.has("--override") && arguments.has("--permitted-only")) {
    return usage("argument-without", "--override --permitted-only");
  }
  return {};
}

Attempt<> fill_send(const Arguments& arguments, const Moment& moment, api::Request& request) {
  TRY_VOID(check_combinations(arguments));
  auto& send = *request.mutable_send();
  send.set_team(arguments.one("TEAM"));
  send.set_urgency(arguments.one("--urgency"));
  copy(arguments.all("--category"), *send.mutable_category());
  copy_recipients(arguments, *send.mutable_to());
  send.set_kind(arguments.has("--kind") ? arguments.one("--kind") : "status");
  send.set_basis(arguments.one("--basis"));
  send.set_ask(arguments.one("--ask"));
  send.set_owner(arguments.one("--owner"));
  send.set_answers(arguments.one("--answers"));
  send.set_permitted_only(arguments.has("--permitted-only"));
  send.set_override_reason(arguments.one("--override"));
  send.set_dry_run(arguments.has("--dry-run"));
  send.set_body(arguments.one("--body"));
  send.set_situation(arguments.one("--situation"));
  send.set_anyway(arguments.has("--anyway"));
  TRY(const auto observed_at, time_of(arguments, "--observed-at", moment, Tense::Past));
  TRY(const auto ask_by, time_of(arguments, "--by", moment, Tense::Future));
  send.set_observed_at(observed_at);
  send.set_ask_by(ask_by);
  TRY(const auto accept_by, time_of(arguments, "--accept-by", moment, Tense::Future));
  send.set_accept_by(accept_by);
  return {};
}

Json json_of_sent(const api::Response& response, Language) {
  Json json;
  if (!response.sent().message_id().empty()) json["message_id"] = json_hex(response.sent().message_id());
  json["recipients"] = json_of_decisions(response.sent().recipient());
  json["accept_by"] = json_time(response.sent().accept_by());
  return json;
}

/// Of a dry run: what sending would have ended with.
ExitCode judge_sent(const api::Response& response, const Arguments& arguments) {
  const auto& sent = response.sent();
  if (!sent.message_id().empty() || arguments.has("--override")) return ExitCode::Done;
  const auto denied = std::ranges::count(sent.recipient(), "deny", &api::Decision::decision);
  const bool goes_out = arguments.has("--permitted-only") ? denied < sent.recipient_size() : denied == 0;
  return goes_out ? ExitCode::Done : ExitCode::NoConsent;
}

void show_phone_hint(const std::string& id, View& view) {
  view.line(view.say({"緊急度「電話」です。メッセージだけで済ませず、必ず人に電話してください。",
                      "Urgency is phone: do not leave it at a message, ring somebody."}),
            Style::Bad);
  view.next({"だれに電話するか", "whom to ring"}, "tasuki call next " + id);
}

void show_sent(const api::Response& response, View& view) {
  const auto& sent = response.sent();
  const auto id = view.id(sent.message_id());
  const bool is_dry = sent.message_id().empty();
  view.line(is_dry ? view.say({"試しです。何も送っていません。", "A dry run: nothing was sent."})
                   : view.say({"送りました  ", "Sent  "}) + id,
            is_dry ? Style::Warning : Style::Good);
  for (const auto& decision : sent.recipient()) show_decision(decision, view);
  if (sent.accept_by() != 0)
    view.line(view.say({"受領の期限: ", "To be accepted by "}) + view.time(sent.accept_by()), Style::Strong);
  if (is_dry) return;
  if (view.arguments().one("--urgency") == "phone") return show_phone_hint(id, view);
  view.next({"受領状況を見る", "see who has it"}, "tasuki receipts " + id);
}

std::vector<Option> options() {
  return {
      {.flag = "--urgency",
       .value = "U",
       .help = {"緊急度: phone は電話が必要", "phone: somebody must be rung"},
       .required = true,
       .of = List::Urgency},
      {.flag = "--category",
       .value = "C",
       .help = {"情報区分", "what it is about"},
       .takes = Takes::List,
       .required = true,
       .of = List::Category},
      {.flag = "--to",
       .value = "AGENCY|team",
       .help = {"送り先（既定 ほかの全機関）", "to whom; every other member unless said"},
       .takes = Takes::List},
      {.flag = "--kind",
       .value = "K",
       .help = {"種類（既定 status）", "what sort; status unless said"},
       .of = List::MessageKind},
      {.flag = "--observed-at", .value = "T", .help = {"いつの情報か", "when it was seen or said"}},
      {.flag = "--basis", .value = "B", .help = {"情報の根拠", "how it is known"}, .of = List::Basis},
      {.flag = "--ask", .value = "TEXT", .help = {"依頼", "what is asked"}},
      {.flag = "--by", .value = "T", .help = {"依頼の期限", "until when"}},
      {.flag = "--accept-by",
       .value = "T",
       .help = {"受領の期限（既定 チームの取り決め）", "to be accepted by; as agreed unless said"}},
      {.flag = "--situation",
       .value = "CODE",
       .help = {"どの状況か。取り決めと合うか確かめる", "which situation: checked against the agreement"}},
      {.flag = "--anyway",
       .help = {"取り決めと違っても送る", "although the agreement says otherwise"},
       .takes = Takes::Nothing},
      {.flag = "--owner",
       .value = "AGENCY",
       .help = {"答える機関（送り先が一つなら不要）", "who is to answer; needed where several are asked"}},
      {.flag = "--answers",
       .value = "MESSAGE",
       .help = {"どのメッセージへの返信か", "which message it answers"}},
      permitted_only_option(),
      {.flag = "--override",
       .value = "REASON",
       .help = {"命を守るため同意なしで送る（理由は記録される）",
                "without consent, to protect a life; recorded"}},
      dry_run_option(),
      {.flag = "--body", .value = "TEXT", .help = {"本文", "the text"}},
      {.flag = "--body-file",
       .value = "FILE|-",
       .help = {"本文を読むファイル、- は標準入力", "a file with the text; -: standard input"}}};
}

}  // namespace

std::vector<Command> send_commands() {
  return {{.verb = "send",
           .help = {"支援チームにメッセージを送る", "send the team a message"},
           .positionals = {{"TEAM", {"支援チームの ID", "a team's id"}}},
           .options = options(),
           .exchange = {.fill = fill_send,
                        .json = json_of_sent,
                        .show = show_sent,
                        .judge = judge_sent,
                        .asks_time = true},
           .prepare = prepare_body}};
}

}  // namespace tasuki::cli
