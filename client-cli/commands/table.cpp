#include <array>
#include <iterator>

#include "client-cli/commands/groups.hpp"

namespace tasuki::cli {

namespace {

std::vector<Command> all_commands() {
  std::vector<Command> all;
  for (const auto group :
       {init_commands,           node_commands,       staff_commands,    login_commands,   contact_commands,
        agency_commands,         succession_commands, team_commands,     consent_commands, agreement_commands,
        roster_commands,         send_commands,       inbox_commands,    receipt_commands, call_commands,
        watch_commands,          handoff_commands,    question_commands, due_commands,     sign_commands,
        plan_commands,           audit_commands,      backup_commands,   restore_commands, recover_commands,
        own_passphrase_commands, completion_commands}) {
    auto commands = group();
    all.insert(all.end(), std::make_move_iterator(commands.begin()), std::make_move_iterator(commands.end()));
  }
  return all;
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> kAll = all_commands();
  return kAll;
}

std::span<const Option> common_options() {
  static constexpr std::array kCommon{
      Option{.flag = "--home",
             .value = "DIR",
             .help = {"ノードの場所（TASUKI_HOME）", "the node's home (TASUKI_HOME)"}},
      Option{.flag = "--session",
             .value = "FILE",
             .help = {"ログイン情報のファイル（TASUKI_SESSION）", "the session's file (TASUKI_SESSION)"}},
      Option{.flag = "--passphrase-file",
             .value = "FILE",
             .help = {"パスフレーズを読むファイル", "a file to read the passphrase from"}},
      Option{.flag = "--json",
             .help = {"プログラム向けに JSON で出力", "answers as JSON, one object per line"},
             .takes = Takes::Nothing},
      Option{.flag = "--lang",
             .value = "ja|en",
             .help = {"表示の言語", "language for people"},
             .choices = "ja, en"},
      Option{.flag = "--help", .help = {"使い方", "how to use it"}, .takes = Takes::Nothing},
      Option{.flag = "--version", .help = {"版", "which version"}, .takes = Takes::Nothing},
  };
  return kCommon;
}

}  // namespace tasuki::cli
