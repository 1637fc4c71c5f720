#include <algorithm>
#include <array>
#include <fstream>

#include "client-cli/commands/groups.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"
#include "client/small_file.hpp"
#include "core/audit/export_check.hpp"
#include "core/audit/heads_file.hpp"

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
    FaultWord{"witnessed-missing",
              {"ここから後が切り取られています（ほかの機関は見ています）",
               "everything from here on was cut off, though other agencies saw it"}},
    FaultWord{"witnessed-rewritten",
              {"ここから後が、ほかの機関が見たものと違います",
               "from here on it is not what other agencies were shown"}},
    FaultWord{"witness-not-authentic",
              {"立会い記録の署名が正しくありません", "a witness's signature does not hold"}},
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

void show_witnesses(const api::AuditVerifyAnswer& audit, View& view) {
  if (audit.witness().empty()) view.field({"立会い", "witnesses"}, view.say({"まだありません", "none yet"}));
  for (const auto& witness : audit.witness()) {
    const auto name = witness.name().empty() ? view.id(witness.agency_id()) : witness.name();
    view.field({"立会い", "witness"}, name + view.say({"（記録 ", " (up to entry "}) +
                                          std::to_string(witness.entry()) + view.say({" まで）", ")"}));
  }
  if (audit.lost_from() != 0) {
    view.field({"失われた記録", "lost"},
               view.say({"復元したときに失われました: 記録 ", "a restored backup did not hold entries "}) +
                   std::to_string(audit.lost_from()) + "–" + std::to_string(audit.lost_to()),
               Style::Warning);
  }
  for (const auto& conflict : audit.conflict()) {
    const auto name = conflict.name().empty() ? view.id(conflict.agency_id()) : conflict.name();
    const bool is_proof = conflict.what() == "rewritten";
    view.field({"くいちがい", "conflict"},
               name +
                   (is_proof ? view.say({": 監査証跡が書きなおされました（証拠があります）。記録 ",
                                         ": its trail was rewritten (there is proof), entry "})
                             : view.say({": 監査証跡の終わりが切り取られました。記録 ",
                                         ": its trail was cut back, entry "})) +
                   std::to_string(conflict.entry()) + "  " + view.time(conflict.found_at()),
               Style::Bad);
  }
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
  show_witnesses(audit, view);
}

/// Other members' heads. Each file is checked with nothing but itself.
Attempt<std::vector<audit::HeadsFile::Line>> read_witness_files(const Arguments& arguments) {
  constexpr std::size_t kLongest = std::size_t{16} * 1024 * 1024;
  std::vector<audit::HeadsFile::Line> lines;
  for (const auto& path : arguments.all("--witness")) {
    const auto bytes = client::read_small_file(path, kLongest);
    if (!bytes) return usage("file-unreadable", path);
    const auto file = audit::read_heads_file(bytes->reveal());
    if (!file) return Failure(ExitCode::Refused, "not-a-heads-file", path);
    lines.insert(lines.end(), file->heads.begin(), file->heads.end());
  }
  return lines;
}

/// Feeds the file piece by piece: an export may be longer than memory is large.
Attempt<audit::ExportReport> check_file(const std::string& path,
                                        const std::vector<audit::HeadsFile::Line>& held) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return usage("file-unreadable", path);
  std::vector<audit::WitnessedHead> witnessed;
  for (const auto& line : held) witnessed.push_back(line.seen);
  audit::ExportCheck check(std::move(witnessed));
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
  for (const auto& [witness, entry] : report.witnessed) {
    audit.add_witnessed_by(witness.str());
    auto& line = *audit.add_witness();
    line.set_agency_id(witness.str());
    line.set_entry(entry);
  }
  audit.set_witnessed_up_to(report.witnessed_up_to());
  if (report.lost) {
    audit.set_lost_from(report.lost->from);
    audit.set_lost_to(report.lost->to);
  }
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
  TRY(const auto held, read_witness_files(invocation.arguments));
  TRY(const auto report, check_file(invocation.arguments.one("FILE"), held));
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

/// The own trail, beside what other members hold of it.
Attempt<ExitCode> verify_with_witnesses(Invocation& invocation) {
  TRY(const auto held, read_witness_files(invocation.arguments));
  TRY(auto conversation, Conversation::open(invocation));
  TRY(const auto node, conversation.status());
  api::Request request;
  auto& verify = *request.mutable_audit_verify();
  for (const auto& line : held) {
    if (line.seen.head.agency.str() == node.agency_id) verify.add_witnessed(to_string(line.bytes));
  }
  return exchange(invocation, conversation, request);
}

Attempt<ExitCode> run_verify(Invocation& invocation) {
  if (invocation.arguments.has("FILE")) return verify_file(invocation);
  return invocation.arguments.has("--witness") ? verify_with_witnesses(invocation) : run_exchange(invocation);
}

}  // namespace

Command audit_verify_command() {
  return {
      .verb = "audit verify",
      .help = {"監査証跡が書きかえられていないか確かめる", "check that nothing in the trail was changed"},
      .positionals = {{.name = "FILE",
                       .help = {"書き出したファイル（ノードは要らない）", "an export; needs no node"},
                       .optional = true}},
      .options = {{.flag = "--witness",
                   .value = "FILE",
                   .help = {"ほかの機関の立会い記録（tasuki audit heads）とも照らし合わせる",
                            "compare with another member's heads (tasuki audit heads)"},
                   .takes = Takes::Repeated}},
      .exchange = {.fill = fill_verify, .json = json_of_answer, .show = show_answer, .judge = judge_answer},
      .run = run_verify};
}

}  // namespace tasuki::cli
