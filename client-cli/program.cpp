#include "client-cli/program.hpp"

#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>

#include "client-cli/conversation.hpp"
#include "client-cli/help.hpp"
#include "client-cli/parse.hpp"
#include "client-cli/sentences.hpp"
#include "client/home.hpp"
#include "client/session_file.hpp"

namespace tasuki::cli {

namespace {

/// What a command does not take is not what its error advises.
Failure as_said_by(const Command& command, Failure failure) {
  const bool is_about_consent = failure.code == "consent-missing" || failure.code == "no-consent";
  if (is_about_consent &&
      std::ranges::find(command.options, "--permitted-only", &Option::flag) == command.options.end())
    failure.sentence = "consent-missing-for-all";
  return failure;
}

Attempt<ExitCode> run(const Parsed& parsed, Io& io, Language language) {
  if (parsed.arguments.has("--version")) {
    io.out << "tasuki " << version() << '\n';
    return ExitCode::Done;
  }
  if (parsed.arguments.has("--help")) {
    io.out << (parsed.command == nullptr ? help_overview(language) : help_for(*parsed.command, language));
    return ExitCode::Done;
  }
  const Command& command = *parsed.command;
  Arguments arguments = parsed.arguments;
  if (command.prepare != nullptr) {
    TRY_VOID(command.prepare(arguments));
  }
  Invocation invocation{command, arguments, io, language, arguments.has("--json")};
  auto exit = command.run != nullptr ? command.run(invocation) : run_exchange(invocation);
  if (!exit) return as_said_by(command, exit.error());
  return exit;
}

ExitCode tell(const Failure& failure, Io& io, Language language, bool json) {
  if (json) {
    print(io.out, json_of(failure, language));
  } else {
    io.err << "tasuki: " << text_of(failure, language);
  }
  return failure.exit;
}

}  // namespace

Language language_of(const std::string& flag, const client::Environment& environment) {
  if (flag == "ja") return Language::Japanese;
  if (flag == "en") return Language::English;
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto locale = environment(name);
    if (!locale) continue;
    const bool says_nothing = *locale == "C" || *locale == "POSIX" || locale->starts_with("C.");
    return says_nothing || locale->starts_with("ja") ? Language::Japanese : Language::English;
  }
  return Language::Japanese;
}

ExitCode run_tasuki(const std::vector<std::string>& words, Io& io) {
  // A file that does not parse gets a sentence of ours.
  google::protobuf::SetLogHandler(nullptr);
  const auto language = language_of(glance(words, "--lang"), io.environment);
  const bool json = !glance(words, "--json").empty();
  try {
    const auto parsed = parse(words);
    if (!parsed) return tell(parsed.error(), io, language, json);
    const auto exit = run(*parsed, io, language);
    if (exit) return *exit;
    const auto code = tell(exit.error(), io, language, json);
    return code;
  } catch (const std::exception& bug) {
    return tell(Failure(ExitCode::Bug, "internal", bug.what()), io, language, json);
  }
}

Attempt<std::string> home_of(const Invocation& invocation) {
  TRY(auto home, client::resolve_home(invocation.arguments.one("--home"), invocation.io.environment));
  return home;
}

Attempt<std::string> session_file_of(const Invocation& invocation) {
  TRY(const auto home, home_of(invocation));
  TRY(auto file,
      client::resolve_session_file(invocation.arguments.one("--session"), home, invocation.io.environment));
  return file;
}

}  // namespace tasuki::cli
