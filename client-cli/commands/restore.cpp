#include "client-cli/commands/restore.hpp"

#include "client-cli/child.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/json.hpp"
#include "client-cli/passphrase.hpp"
#include "client-cli/sentences.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

void show_restored(const Invocation& invocation, const std::string& agency, const std::string& name) {
  const auto& home = invocation.arguments.one("--home");
  const std::string home_flag = home.empty() ? "" : " --home " + home;
  Arguments none;
  View view(invocation.io.out,
            {.language = invocation.language,
             .colour = invocation.io.out_is_terminal,
             .terminal = invocation.io.out_is_terminal},
            none);
  view.line(view.say({"戻しました: ", "Restored "}) + name + "  " + agency.substr(0, 8), Style::Good);
  view.line();
  view.line(view.say({"鍵は新しくなりました。前のノード（前の PC）は二度と起動しないでください。",
                      "Its keys are new. Never start the earlier node (the earlier PC) again."}));
  view.line(view.say({"起動すると、控えより後のことを連絡先機関にたずねます。残りは tasuki status に出ます。",
                      "Once started it asks the other agencies for what came after the copy; tasuki status "
                      "tells what is still open."}));
  view.next({"ノードを起動する", "start the node"}, "tasukid" + home_flag + " --listen 0.0.0.0:7411");
}

}  // namespace

Attempt<Handover> hand_over_restore(const Invocation& invocation, const std::string& program) {
  const auto& arguments = invocation.arguments;
  const auto& backup = arguments.one("FILE");
  if (backup.empty() != arguments.has("--here")) return usage("argument-without", "FILE, --here");
  TRY(const auto home, home_of(invocation));
  Handover handover{.words = {program, "restore"}, .secrets = {}};
  if (backup.empty()) {
    handover.words.emplace_back("--here");
  }
  handover.words.emplace_back("--home");
  handover.words.push_back(home);
  for (const auto* flag : {"--admin-passphrase-file", "--recovery-code-file"}) {
    if (!arguments.has(flag)) continue;
    handover.words.emplace_back(flag);
    handover.words.push_back(arguments.one(flag));
  }
  if (!arguments.has("--recovery-code-file")) {
    std::string file = arguments.one("--passphrase-file");
    if (file.empty()) {
      TRY(auto typed, read_passphrase(invocation, "--passphrase-file", PassphraseIs::Known,
                                      {"保管庫のパスフレーズ、または復旧コード",
                                       "The store's passphrase, or the recovery code"}));
      file = secret_path(handover.secrets.size());
      handover.secrets.push_back(std::move(typed));
    }
    handover.words.emplace_back("--passphrase-file");
    handover.words.push_back(file);
  }
  if (!backup.empty()) {
    handover.words.emplace_back("--");
    handover.words.push_back(backup);
  }
  return handover;
}

namespace {

Attempt<ExitCode> run_restore(Invocation& invocation) {
  const auto program = program_beside("tasukid");
  if (program.empty()) return Failure(ExitCode::NoNode, "node-program-missing");
  TRY(const auto handover, hand_over_restore(invocation, program));
  const auto end = run_child(handover.words, handover.secrets);
  if (!end) return Failure(ExitCode::Bug, "internal", "fork");
  if (end->exit_code != 0) return failure_of_child(*end, "restore-failed");
  const auto agency = value_in(end->out, "agency_id");
  const auto name = value_in(end->out, "agency");
  const auto incarnation = value_in(end->out, "incarnation");
  if (invocation.json) {
    print(invocation.io.out,
          {{"agency_id", agency}, {"agency_name", name}, {"incarnation", std::stoull("0" + incarnation)}});
  } else {
    show_restored(invocation, agency, name);
  }
  return ExitCode::Done;
}

}  // namespace

std::vector<Command> restore_commands() {
  return {{.verb = "restore",
           .help = {"バックアップから新しい場所にノードを作り直す",
                    "make the node anew from a backup, in a new home"},
           .positionals = {{"FILE", {"バックアップのファイル", "the backup"}, true}},
           .options = {{.flag = "--here",
                        .help = {"止めてあるノード自身の古い控えを、その場で新しくする",
                                 "of a stopped node whose home is itself an old copy"},
                        .takes = Takes::Nothing},
                       {.flag = "--recovery-code-file",
                        .value = "FILE",
                        .help = {"パスフレーズの代わりに復旧コードを読むファイル",
                                 "the recovery code, instead of the passphrase"}},
                       {.flag = "--admin-passphrase-file",
                        .value = "FILE",
                        .help = {"管理者のパスフレーズ（保管庫と違うとき）",
                                 "an administrator's passphrase, where it is not the store's"}}},
           .run = run_restore}};
}

}  // namespace tasuki::cli
