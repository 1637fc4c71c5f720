#include <algorithm>
#include <array>
#include <fstream>

#include "client-cli/commands/groups.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"
#include "core/audit/export_check.hpp"

namespace tasuki::cli {

namespace {

struct FaultWord {
  std::string_view code;
  Text word;
};

constexpr std::array kFaults{
    FaultWord{"entry-malformed", {"読めない記録です", "it cannot be read"}},
    FaultWord{"entry-altered", {"書きかえられています", "it was altered"}},
    FaultWord{"entry-missing", {"記録が抜き取られています", "it was taken out"}},
    FaultWord{"entry-inserted", {"記録が付け足されています", "it was put in"}},
    FaultWord{"entry-out-of-order", {"順番が入れかえられています", "it stands in another place"}},
    FaultWord{"incarnation-fell",
              {"古い世代のノードが書いた記録です", "an earlier life of the node wrote it"}},
    FaultWord{"detail-altered", {"内容が書きかえられています", "its content was altered"}},
    FaultWord{"head-missing", {"署名がありません", "the signed head is missing"}},
    FaultWord{"head-not-authentic", {"署名が正しくありません", "the head's signature does not hold"}},
    FaultWord{"entries-rewritten",
              {"ここから後が書きなおされています", "everything from here on was rewritten"}},
    FaultWord{"entry-not-signed", {"署名されていない記録があります", "it is behind the last signed head"}},
    FaultWord{"identity-not-authentic", {"機関の鍵を確かめられません", "the agency's keys do not hold"}},
    FaultWord{"record-not-authentic",
              {"署名の正しくない記録が含まれています", "a record's signature does not hold"}},
    FaultWord{"export-malformed", {"監査証跡の書き出しではありません", "this is no export of a trail"}},
    FaultWord{"export-cut", {"ファイルが途中で切れています", "the file was cut short"}},
    FaultWord{"export-altered", {"ファイルが書きかえられています", "the file was altered"}},
    FaultWord{"export-untrusted", {"どの機関のものか確かめられません", "it does not prove whose it is"}},
};

std::string word_of(const std::string& fault, Language language) {
  const auto known = std::ranges::find(kFaults, fault, &FaultWord::code);
  return known == kFaults.end() ? fault : std::string(known->word.in(language));
}

Attempt<> fill_verify(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_audit_verify();
  return {};
}

Json json_of_answer(const api::Response& response, Language) {
  return json_of_audit(response.audit_verify());
}

ExitCode judge_answer(const api::Response& response, const Arguments&) {
  return response.audit_verify().ok() ? ExitCode::Done : ExitCode::Refused;
}

void show_answer(const api::Response& response, View& view) {
  const auto& audit = response.audit_verify();
  if (audit.ok()) {
    view.line(view.say({"監査証跡に問題はありません。", "The audit trail is sound."}), Style::Good);
  } else {
    view.line(view.say({"監査証跡に問題があります。", "The audit trail has a fault."}), Style::Bad);
    view.field({"どこから", "from entry"}, std::to_string(audit.first_bad_entry()), Style::Bad);
    view.field({"何が", "what"}, word_of(audit.reason(), view.language()), Style::Bad);
  }
  view.field({"記録の数", "entries"}, std::to_string(audit.entries()));
  view.field({"最後の記録", "head"}, json_hex(audit.head()).is_null() ? "—" : view.id(audit.head()));
  view.field({"立会い", "witnesses"}, audit.witnessed_by().empty()
                                          ? view.say({"まだありません", "none yet"})
                                          : std::to_string(audit.witnessed_by_size()));
}

/// Feeds the file piece by piece: an export may be longer than memory is large.
Attempt<audit::ExportReport> check_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return usage("file-unreadable", path);
  audit::ExportCheck check;
  Bytes piece(64 * 1024);
  while (file.good()) {
    file.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    check.feed(ByteView(piece).first(static_cast<std::size_t>(file.gcount())));
  }
  if (file.bad()) return usage("file-unreadable", path);
  return check.finish();
}

/// In the node's words, so that one way of showing serves both.
api::Response answer_of(const audit::Report& report) {
  api::Response response;
  auto& audit = *response.mutable_audit_verify();
  audit.set_ok(report.ok());
  audit.set_entries(report.entries);
  if (report.head) audit.set_head(to_string(report.head->hash));
  for (const auto& witness : report.witnessed_by) audit.add_witnessed_by(witness.str());
  if (report.finding) {
    audit.set_first_bad_entry(report.finding->entry);
    audit.set_reason(std::string(audit::fault_code(report.finding->fault)));
  }
  return response;
}

Json json_of_file(const api::Response& response, const audit::ExportReport& report) {
  Json json = json_of_audit(response.audit_verify());
  json["agency_id"] = report.agency ? Json(report.agency->hex()) : Json();
  json["made_at"] = json_time(to_millis(report.made_at));
  json["records"] = report.records;
  return json;
}

Attempt<ExitCode> verify_file(const Invocation& invocation) {
  TRY(const auto report, check_file(invocation.arguments.one("FILE")));
  const auto response = answer_of(report.report);
  if (invocation.json) {
    print(invocation.io.out, json_of_file(response, report));
  } else {
    const bool terminal = invocation.io.out_is_terminal;
    View view(invocation.io.out,
              {.language = invocation.language,
               .colour = terminal && !invocation.io.environment("NO_COLOR"),
               .terminal = terminal},
              invocation.arguments);
    show_answer(response, view);
    view.field({"機関", "agency"}, report.agency ? report.agency->hex() : "—");
    view.field({"書き出した日時", "exported at"}, view.time(to_millis(report.made_at)));
    view.flush();
  }
  return judge_answer(response, invocation.arguments);
}

Attempt<ExitCode> run_verify(Invocation& invocation) {
  return invocation.arguments.has("FILE") ? verify_file(invocation) : run_exchange(invocation);
}

}  // namespace

Command audit_verify_command() {
  return {
      .verb = "audit verify",
      .help = {"監査証跡が書きかえられていないか確かめる", "check that nothing in the trail was changed"},
      .positionals = {{.name = "FILE",
                       .help = {"書き出したファイル（ノードは要らない）", "an export; needs no node"},
                       .optional = true}},
      .exchange = {.fill = fill_verify, .json = json_of_answer, .show = show_answer, .judge = judge_answer},
      .run = run_verify};
}

}  // namespace tasuki::cli
