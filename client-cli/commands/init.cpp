#include "client-cli/commands/init.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>

#include "client-cli/child.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/passphrase.hpp"
#include "client-cli/sentences.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

void add(std::vector<std::string>& words, const Arguments& arguments, std::string_view flag) {
  for (const auto& value : arguments.all(flag)) {
    words.emplace_back(flag);
    words.push_back(value);
  }
}

void show_made(const Invocation& invocation, const std::string& agency, const std::string& code) {
  const auto& home = invocation.arguments.one("--home");
  const std::string home_flag = home.empty() ? "" : " --home " + home;
  Arguments none;
  View view(invocation.io.out,
            {.language = invocation.language,
             .colour = invocation.io.out_is_terminal,
             .terminal = invocation.io.out_is_terminal},
            none);
  view.line(view.say({"機関を作りました: ", "Made the agency "}) + invocation.arguments.one("--agency") +
                "  " + agency.substr(0, 8),
            Style::Good);
  view.line();
  view.line(view.say({"復旧コード（表示は今回だけ）:", "Recovery code (shown this once):"}), Style::Strong);
  view.line("    " + code, Style::Strong);
  view.line();
  view.line(view.say({"紙に書き写し、金庫などノードの PC とは別の場所にしまってください。",
                      "Write it on paper and lock it away, not beside the node's PC."}));
  view.line(view.say({"パスフレーズを忘れたとき、ディスクが壊れたときは、このコードだけが頼りです。",
                      "When the passphrase is forgotten or the disk is gone, this code is all there is."}));
  view.next({"ノードを起動する", "start the node"}, "tasukid" + home_flag + " --listen 0.0.0.0:7411");
}

}  // namespace

namespace {

ExitCode exit_of(int code) {
  for (const auto known : {ExitCode::Refused, ExitCode::Usage, ExitCode::NoNode}) {
    if (static_cast<int>(known) == code) return known;
  }
  return ExitCode::Bug;
}

}  // namespace

std::string value_in(const std::string& out, std::string_view key) {
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(key) && line.substr(key.size()).starts_with('=')) return line.substr(key.size() + 1);
  }
  return {};
}

Failure failure_of_child(const ChildEnd& end, std::string_view otherwise) {
  const auto code = value_in(end.out, "error");
  return Failure(exit_of(end.exit_code), has_sentence(code) ? code : std::string(otherwise),
                 code.empty() ? end.err : code);
}

Attempt<Handover> hand_over(const Invocation& invocation, const std::string& program) {
  const auto& arguments = invocation.arguments;
  TRY(const auto home, home_of(invocation));
  Handover handover{.words = {program, "init", "--home", home}, .secrets = {}};
  for (const auto* flag :
       {"--agency", "--kind", "--phone", "--admin", "--profession", "--admin-passphrase-file"}) {
    add(handover.words, arguments, flag);
  }
  std::string file = arguments.one("--passphrase-file");
  if (file.empty()) {
    TRY(auto passphrase, read_passphrase(invocation, "--passphrase-file", PassphraseIs::New,
                                         {"保管庫と最初の管理者のパスフレーズ",
                                          "Passphrase for the store and the first administrator"}));
    file = secret_path(handover.secrets.size());
    handover.secrets.push_back(std::move(passphrase));
  }
  handover.words.emplace_back("--passphrase-file");
  handover.words.push_back(file);
  return handover;
}

namespace {

Attempt<ExitCode> run_init(Invocation& invocation) {
  const auto program = program_beside("tasukid");
  if (program.empty()) return Failure(ExitCode::NoNode, "node-program-missing");
  TRY(const auto handover, hand_over(invocation, program));
  auto end = run_child(handover.words, handover.secrets);
  if (!end) return Failure(ExitCode::Bug, "internal", "fork");
  if (end->exit_code != 0) return failure_of_child(*end, "init-failed");
  const auto agency = value_in(end->out, "agency_id");
  std::string recovery = value_in(end->out, "recovery_code");
  if (invocation.json) {
    print(invocation.io.out,
          {{"agency_id", agency}, {"staff_id", value_in(end->out, "staff_id")}, {"recovery_code", recovery}});
  } else {
    show_made(invocation, agency, recovery);
  }
  wipe(recovery);
  wipe(end->out);
  return ExitCode::Done;
}

}  // namespace

std::vector<Command> init_commands() {
  return {
      {.verb = "init",
       .help = {"このノードに機関を作る（最初に一度だけ）", "make the agency of this node; once"},
       .options = {{.flag = "--agency",
                    .value = "NAME",
                    .help = {"機関の名前", "the agency's name"},
                    .required = true},
                   {.flag = "--kind",
                    .value = "KIND",
                    .help = {"機関の種別", "the agency's kind"},
                    .required = true,
                    .of = List::AgencyKind},
                   {.flag = "--phone",
                    .value = "NUMBER",
                    .help = {"電話番号（順にかける）", "numbers to ring, in order"},
                    .takes = Takes::Repeated},
                   {.flag = "--admin",
                    .value = "NAME",
                    .help = {"最初の管理者の名前", "the first administrator's name"}},
                   {.flag = "--profession",
                    .value = "P",
                    .help = {"その職種", "and profession"},
                    .of = List::Profession},
                   {.flag = "--admin-passphrase-file",
                    .value = "FILE",
                    .help = {"管理者だけのパスフレーズのファイル", "the administrator's own passphrase"}}},
       .run = run_init}};
}

}  // namespace tasuki::cli
