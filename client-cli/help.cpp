#include "client-cli/help.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "client-cli/table.hpp"

#ifndef TASUKI_VERSION
#error "the build says which version this is"
#endif

namespace tasuki::cli {

namespace {

/// Lists with few values are written out in the usage line, longer ones beneath it.
constexpr std::size_t kShortList = 3;

std::string value_of(const Option& option) {
  std::string value(option.value);
  if (option.of && vocabulary::words(*option.of).size() <= kShortList) {
    value.clear();
    for (const auto& word : vocabulary::words(*option.of))
      value += (value.empty() ? "" : "|") + std::string(word.code);
  }
  if (option.takes == Takes::List) value += ",…";
  return value;
}

std::string shape_of(const Option& option) {
  return std::string(option.flag) + (option.takes == Takes::Nothing ? "" : " " + value_of(option));
}

void list_options(std::ostream& out, std::span<const Option> options, Language language) {
  Table table;
  for (const auto& option : options) {
    table.add({{"  " + shape_of(option)}, {std::string(option.help.in(language))}});
  }
  table.print(out, false);
}

void list_values(std::ostream& out, const Option& option, Language language) {
  if (!option.of) return;
  out << '\n' << option.flag << ":\n";
  Table table;
  for (const auto& word : vocabulary::words(*option.of)) {
    table.add({{"  " + std::string(word.code)},
               {std::string(language == Language::Japanese ? word.japanese : word.english)}});
  }
  table.print(out, false);
}

/// What stands above a command and those behind it. No wider than the longest verb.
struct Heading {
  std::string_view first;
  Text title;
};

constexpr Heading kHeadings[] = {
    {"init", {"はじめに", "Node and people"}},
    {"contact invite", {"連絡先機関", "Other agencies"}},
    {"team create", {"支援チームと同意", "Team and consent"}},
    {"agreement set", {"急ぎのときの取り決め", "Agreed beforehand"}},
    {"send", {"毎日", "Every day"}},
    {"handoff write", {"申し送り・質問・期限", "Handoffs, what is due"}},
    {"sign define", {"サインとプラン", "Signs and crisis plan"}},
    {"audit disclosures", {"だれが何を知ったか", "Who learned what"}},
    {"backup", {"控えと復旧", "Backup and repair"}},
};

void list_commands(std::ostream& out, Language language) {
  Table table;
  for (const auto& command : commands()) {
    const auto* heading = std::ranges::find(kHeadings, command.verb, &Heading::first);
    if (heading != std::end(kHeadings)) {
      if (heading != kHeadings) table.add({{""}});
      table.add({{std::string(heading->title.in(language))}});
    }
    table.add({{"  " + std::string(command.verb)}, {std::string(command.help.in(language))}});
  }
  table.print(out, false);
}

void list_exit_codes(std::ostream& out, Language language) {
  static constexpr std::pair<ExitCode, Text> kCodes[] = {
      {ExitCode::Done, {"できた", "done"}},
      {ExitCode::Refused, {"断られた（理由を表示）", "refused, with the reason"}},
      {ExitCode::Usage, {"使い方の誤り", "wrong usage"}},
      {ExitCode::NoNode,
       {"ノードが動いていない・ロック中・通信の失敗", "node not running or locked, or the network failed"}},
      {ExitCode::Untrusted, {"鍵を信用できない・変わった", "untrusted or changed key"}},
      {ExitCode::NoConsent, {"同意がない", "no consent"}},
      {ExitCode::Bug, {"プログラムの不具合", "a bug of ours"}},
  };
  out << Text{"\n終了コード:\n", "\nExit codes:\n"}.in(language);
  Table table;
  for (const auto& [code, meaning] : kCodes) {
    table.add({{"  " + std::to_string(static_cast<int>(code))}, {std::string(meaning.in(language))}});
  }
  table.print(out, false);
}

}  // namespace

std::string usage_line(const Command& command) {
  std::string line = "tasuki " + std::string(command.verb);
  for (const auto& positional : command.positionals) {
    const std::string name(positional.name);
    line += positional.optional ? " [" + name + "]" : " " + name;
  }
  for (const auto& option : command.options) {
    line += option.required ? " " + shape_of(option) : " [" + shape_of(option) + "]";
    if (option.takes == Takes::Repeated) line += "…";
  }
  return line;
}

std::string help_overview(Language language) {
  std::ostringstream out;
  out << Text{"襷 Tasuki: 支援チームのためのメッセンジャー\n\n使い方: tasuki コマンド … [--help]\n\n",
              "Tasuki: the support team's messenger\n\nUsage: tasuki COMMAND … [--help]\n\n"}
             .in(language);
  list_commands(out, language);
  out << Text{"\nどのコマンドでも:\n", "\nWith any command:\n"}.in(language);
  list_options(out, common_options(), language);
  list_exit_codes(out, language);
  return out.str();
}

std::string help_for(const Command& command, Language language) {
  std::ostringstream out;
  out << usage_line(command) << "\n\n" << command.help.in(language) << "\n";
  if (!command.positionals.empty() || !command.options.empty()) out << '\n';
  Table table;
  for (const auto& positional : command.positionals) {
    table.add({{"  " + std::string(positional.name)}, {std::string(positional.help.in(language))}});
  }
  table.print(out, false);
  list_options(out, command.options, language);
  for (const auto& option : command.options) list_values(out, option, language);
  out << Text{"\nどのコマンドでも:\n", "\nWith any command:\n"}.in(language);
  list_options(out, common_options(), language);
  return out.str();
}

std::string_view version() { return TASUKI_VERSION; }

}  // namespace tasuki::cli
