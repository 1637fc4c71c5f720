#include "client-cli/child.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/init.hpp"
#include "client-cli/json.hpp"
#include "client-cli/passphrase.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

/// A secret in a file is the child's to read; one that is asked for goes to it through a pipe.
Attempt<> add_secret(const Invocation& invocation, Handover& handover, std::string_view flag,
                     std::string_view typed_as, PassphraseIs is, Text prompt) {
  std::string file = invocation.arguments.one(typed_as);
  if (file.empty()) {
    TRY(auto secret, read_passphrase(invocation, typed_as, is, prompt));
    file = secret_path(handover.secrets.size());
    handover.secrets.push_back(std::move(secret));
  }
  handover.words.emplace_back(flag);
  handover.words.push_back(file);
  return {};
}

Attempt<Handover> begin(const Invocation& invocation, const char* what) {
  const auto program = program_beside("tasukid");
  if (program.empty()) return Failure(ExitCode::NoNode, "node-program-missing");
  TRY(const auto home, home_of(invocation));
  return Handover{.words = {program, what, "--home", home}, .secrets = {}};
}

Attempt<ChildEnd> run(const Handover& handover) {
  auto end = run_child(handover.words, handover.secrets);
  if (!end) return Failure(ExitCode::Bug, "internal", "fork");
  if (end->exit_code != 0) return failure_of_child(*end, "recover-failed");
  return std::move(*end);
}

Attempt<ExitCode> run_recover_admin(Invocation& invocation) {
  const auto& arguments = invocation.arguments;
  TRY(auto handover, begin(invocation, "recover-admin"));
  handover.words.emplace_back("--name");
  handover.words.push_back(arguments.one("NAME"));
  handover.words.emplace_back("--profession");
  handover.words.push_back(arguments.one("--profession"));
  TRY_VOID(add_secret(invocation, handover, "--recovery-code-file", "--recovery-code-file",
                      PassphraseIs::Known, {"復旧コード", "Recovery code"}));
  TRY_VOID(add_secret(invocation, handover, "--new-passphrase-file", "--passphrase-file", PassphraseIs::New,
                      {"新しい管理者のパスフレーズ", "The new administrator's passphrase"}));
  TRY(const auto end, run(handover));
  const auto staff = value_in(end.out, "staff_id");
  if (invocation.json) {
    print(invocation.io.out, {{"staff_id", staff}});
  } else {
    invocation.io.out << invocation.say({"管理者を作りました: ", "Made the administrator "})
                      << arguments.one("NAME") << "  " << staff.substr(0, 8) << "\n"
                      << invocation.say(
                             {"ノードを起動し、前の管理者は tasuki staff disable で止めてください。",
                              "Start the node, and stop the earlier one with tasuki staff disable."})
                      << "\n";
  }
  return ExitCode::Done;
}

Attempt<ExitCode> run_store_passphrase(Invocation& invocation) {
  TRY(auto handover, begin(invocation, "passphrase"));
  if (invocation.arguments.has("--recovery-code-file")) {
    handover.words.emplace_back("--recovery-code-file");
    handover.words.push_back(invocation.arguments.one("--recovery-code-file"));
  } else {
    TRY_VOID(add_secret(invocation, handover, "--passphrase-file", "--passphrase-file", PassphraseIs::Known,
                        {"今の保管庫のパスフレーズ、または復旧コード",
                         "The store's present passphrase, or the recovery code"}));
  }
  TRY_VOID(add_secret(invocation, handover, "--new-passphrase-file", "--new-passphrase-file",
                      PassphraseIs::New, {"新しいパスフレーズ", "The new passphrase"}));
  TRY_VOID(run(handover));
  if (invocation.json) {
    print(invocation.io.out, {{"changed", true}});
  } else {
    invocation.io.out << invocation.say(
                             {"保管庫のパスフレーズを変えました。前のバックアップは前のパスフレーズで"
                              "開きます。新しいバックアップを取ってください。",
                              "The store's passphrase is another one now. Earlier backups open with "
                              "the earlier one: make a new backup."})
                      << "\n";
  }
  return ExitCode::Done;
}

constexpr Option kRecoveryCode{.flag = "--recovery-code-file",
                               .value = "FILE",
                               .help = {"復旧コードを読むファイル", "a file with the recovery code"}};

}  // namespace

std::vector<Command> recover_commands() {
  return {{.verb = "recover-admin",
           .help = {"復旧コードで新しい管理者を作る（ノードを止めて実行）",
                    "a new administrator, by the recovery code; of a stopped node"},
           .positionals = {{"NAME", {"新しい管理者の名前", "the new administrator's name"}}},
           .options = {{.flag = "--profession",
                        .value = "P",
                        .help = {"職種", "their profession"},
                        .required = true,
                        .of = vocabulary::List::Profession},
                       kRecoveryCode},
           .run = run_recover_admin},
          {.verb = "passphrase store",
           .help = {"保管庫のパスフレーズを変える（ノードを止めて実行）",
                    "another passphrase for the store; of a stopped node"},
           .options = {{.flag = "--new-passphrase-file",
                        .value = "FILE",
                        .help = {"新しいパスフレーズのファイル", "a file with the new passphrase"}},
                       kRecoveryCode},
           .run = run_store_passphrase}};
}

}  // namespace tasuki::cli
