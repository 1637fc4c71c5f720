#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/message_view.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/report/report.hpp"
#include "client/small_file.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_disclosures(const Arguments& arguments, const Moment& moment, api::Request& request) {
  auto& disclosures = *request.mutable_disclosures();
  disclosures.set_team(arguments.one("--team"));
  disclosures.set_to(arguments.one("--to"));
  if (arguments.has("--since")) {
    TRY(const auto since, day_of(arguments, "--since", moment.zone));
    disclosures.set_since(to_millis(since));
  }
  if (arguments.has("--until")) {
    TRY(const auto until, end_of_day_of(arguments, "--until", moment.zone));
    disclosures.set_until(to_millis(until));
  }
  return {};
}

Json json_of_line(const api::Response& response, Language) {
  return json_of_disclosure(response.disclosure());
}

/// Who got how far, and below it what it was and why: all in one row would be wider than a terminal.
void show_disclosure(const api::Response& response, View& view) {
  const auto& disclosure = response.disclosure();
  const bool is_override = disclosure.legal_basis() == "life-protection";
  view.row(
      {{view.time(disclosure.sent_at())},
       {disclosure.to_agency_name().empty() ? view.id(disclosure.to_agency()) : disclosure.to_agency_name(),
        Style::Strong},
       {view.word(List::MessageState, disclosure.state()), style_of_state(disclosure.state())}});
  view.row({{"  " + view.id(disclosure.message_id()), Style::Faint},
            {view.words(List::Category, disclosure.category())},
            {view.say({"根拠: ", "basis: "}) + view.word(List::LegalBasis, disclosure.legal_basis()),
             is_override ? Style::Warning : Style::Faint}});
  if (disclosure.opened_at() == 0) return;
  view.row({{view.say({"  開封", "  opened"}), Style::Faint},
            {view.time(disclosure.opened_at())},
            {disclosure.opened_by()}});
}

void finish_disclosures(View& view) {
  if (view.shown == 0) view.line(view.say({"情報提供はありません。", "Nothing was disclosed."}));
}

Attempt<> fill_export(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_audit_export();
  return {};
}

Attempt<> fill_heads(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_audit_heads();
  return {};
}

/// What the node answers in pieces becomes a file. Returns its size.
Attempt<std::uint64_t> write_answer(Invocation& invocation, api::Request request) {
  const auto& path = invocation.arguments.one("FILE");
  TRY(auto conversation, Conversation::open(invocation));
  client::AtomicFile file(path);
  bool written = file.write({});
  std::uint64_t size = 0;
  TRY_VOID(conversation.ask(request, [&](const api::Response& response) {
    const auto& data = response.audit_chunk().data();
    size += data.size();
    written = written && file.write(as_bytes(data));
  }));
  if (!written || !file.keep()) return Failure(ExitCode::Refused, "file-unwritable", path);
  return size;
}

Attempt<ExitCode> run_heads(Invocation& invocation) {
  const auto& path = invocation.arguments.one("FILE");
  api::Request request;
  TRY_VOID(fill_heads(invocation.arguments, {}, request));
  TRY(const auto size, write_answer(invocation, std::move(request)));
  if (invocation.json) {
    print(invocation.io.out, {{"file", path}, {"bytes", size}});
  } else {
    invocation.io.out << invocation.say({"立会い記録を書き出しました: ", "What this node witnessed is in "})
                      << path << "\n"
                      << invocation.say(
                             {"ほかの機関の監査証跡を確かめるのに使えます: tasuki audit verify "
                              "… --witness ",
                              "Check another agency's trail with: tasuki audit verify … --witness "})
                      << path << "\n";
  }
  return ExitCode::Done;
}

Attempt<ExitCode> run_export(Invocation& invocation) {
  const auto& path = invocation.arguments.one("FILE");
  api::Request request;
  TRY_VOID(fill_export(invocation.arguments, {}, request));
  TRY(const auto size, write_answer(invocation, std::move(request)));
  if (invocation.json) {
    print(invocation.io.out, {{"file", path}, {"bytes", size}});
  } else {
    invocation.io.out << invocation.say({"監査証跡を書き出しました: ", "The audit trail is in "}) << path
                      << "\n"
                      << invocation.say({"ノードのない PC でも確かめられます: tasuki audit verify ",
                                         "Check it anywhere with: tasuki audit verify "})
                      << path << "\n";
  }
  return ExitCode::Done;
}

Attempt<> fill_report(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_audit_report()->set_team(arguments.one("TEAM"));
  return {};
}

Json json_of_report(const api::Response& response, Language) {
  const auto& report = response.report();
  Json disclosures = Json::array();
  for (const auto& disclosure : report.disclosure()) disclosures.push_back(json_of_disclosure(disclosure));
  Json consents = Json::array();
  for (const auto& consent : report.consent()) consents.push_back(json_of_consent(consent));
  return {{"team", json_of_team(report.team())},    {"agency_name", report.agency_name()},
          {"made_at", json_time(report.made_at())}, {"disclosures", std::move(disclosures)},
          {"consents", std::move(consents)},        {"audit", json_of_audit(report.audit())}};
}

void show_report(const api::Response& response, View& view) {
  const auto page = report_page(response.report(), view.language(), view.moment().zone);
  const bool as_html = view.arguments().one("--format") == "html";
  view.raw(as_html ? page_as_html(page, view.language()) : page_as_text(page));
}

Attempt<ExitCode> run_report(Invocation& invocation) {
  api::Request request;
  TRY_VOID(fill_report(invocation.arguments, {}, request));
  TRY(auto conversation, Conversation::open(invocation));
  api::Response whole;
  TRY_VOID(conversation.ask(
      request, [&whole](const api::Response& part) { whole.mutable_report()->MergeFrom(part.report()); }));
  return present(invocation, conversation, whole);
}

Command disclosures_command() {
  return {
      .verb = "audit disclosures",
      .help = {"だれが何を受け取ったか", "who received what"},
      .options = {{.flag = "--team", .value = "TEAM", .help = {"この支援チームだけ", "of this team only"}},
                  {.flag = "--to", .value = "AGENCY", .help = {"この機関へ", "to this agency only"}},
                  {.flag = "--since", .value = "D", .help = {"この日から", "first day"}},
                  {.flag = "--until",
                   .value = "D",
                   .help = {"この日まで（その日を含む）", "last day, included"}}},
      .exchange = {.fill = fill_disclosures,
                   .json = json_of_line,
                   .show = show_disclosure,
                   .finish = finish_disclosures}};
}

}  // namespace

std::vector<Command> audit_commands() {
  return {disclosures_command(),
          audit_verify_command(),
          {.verb = "audit export",
           .help = {"監査証跡をファイルに書き出す", "write the audit trail into a file"},
           .positionals = {{"FILE", {"書き出すファイル", "the file to write"}}},
           .exchange = {.fill = fill_export},
           .run = run_export},
          {.verb = "audit heads",
           .help = {"ほかの機関の監査証跡の立会い記録をファイルに書き出す",
                    "write what this node witnessed of other agencies' trails into a file"},
           .positionals = {{"FILE", {"書き出すファイル", "the file to write"}}},
           .exchange = {.fill = fill_heads},
           .run = run_heads},
          {.verb = "audit report",
           .help = {"本人に渡す情報提供の記録", "for the person: who got what"},
           .positionals = {{"TEAM", {"支援チームの ID", "a team's id"}}},
           .options = {{.flag = "--format",
                        .value = "text|html",
                        .help = {"形式（html は印刷用）", "html is for printing"},
                        .choices = "text, html"}},
           .exchange = {.fill = fill_report, .json = json_of_report, .show = show_report},
           .run = run_report}};
}

}  // namespace tasuki::cli
