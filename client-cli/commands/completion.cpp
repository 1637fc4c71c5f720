#include <algorithm>

#include "client-cli/commands/groups.hpp"
#include "client-cli/invocation.hpp"

namespace tasuki::cli {

namespace {

std::string values_of(const Option& option) {
  std::string values;
  if (option.of) {
    for (const auto& word : vocabulary::words(*option.of)) values += std::string(word.code) + " ";
  }
  for (const char c : option.choices) {
    if (c != ',') values += c;
  }
  return values;
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

/// `[verb]=flags`, and `[verb --flag]=values` for flags with a fixed list of them.
void write_options(std::ostream& out, std::string_view verb, std::span<const Option> options) {
  std::string flags;
  for (const auto& option : options) flags += std::string(option.flag) + " ";
  out << "  [" << quoted(verb) << "]=" << quoted(flags) << "\n";
  for (const auto& option : options) {
    const auto values = values_of(option);
    if (!values.empty())
      out << "  [" << quoted(std::string(verb) + " " + std::string(option.flag)) << "]=" << quoted(values)
          << "\n";
  }
}

void write_table(std::ostream& out) {
  out << "declare -gA _tasuki_table=(\n";
  write_options(out, "tasuki", common_options());
  for (const auto& command : commands()) write_options(out, command.verb, command.options);
  out << ")\n_tasuki_valued=' ";
  const auto write_valued = [&out](const Option& option) {
    if (option.takes != Takes::Nothing) out << option.flag << ' ';
  };
  std::ranges::for_each(common_options(), write_valued);
  for (const auto& command : commands()) std::ranges::for_each(command.options, write_valued);
  out << "'\n_tasuki_verbs='\n";
  for (const auto& command : commands()) out << command.verb << "\n";
  out << "'\n";
}

constexpr std::string_view kFunction = R"bash(
_tasuki() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb='' given i
  for ((i = 1; i < COMP_CWORD; i++)); do
    given=${COMP_WORDS[i]}
    if [[ $given == -* ]]; then
      [[ $_tasuki_valued == *" $given "* ]] && ((i++))
    elif [[ $_tasuki_verbs == *$'\n'"${verb:+$verb }$given"[$' \n']* ]]; then
      verb=${verb:+$verb }$given
    fi
  done
  local values=${_tasuki_table["${verb:-tasuki} $before"]:-${_tasuki_table["tasuki $before"]:-}}
  if [[ -n $values ]]; then
    local front=''
    [[ $word == *,* ]] && front=${word%,*},
    COMPREPLY=($(compgen -P "$front" -W "$values" -- "${word##*,}"))
  elif [[ $_tasuki_valued == *" $before "* ]]; then
    COMPREPLY=($(compgen -f -- "$word"))
  elif [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "${_tasuki_table["${verb:-tasuki}"]:-} ${_tasuki_table[tasuki]}" -- "$word"))
  else
    local rest words=''
    while IFS= read -r rest; do
      [[ -z $verb || $rest == "$verb "* ]] || continue
      rest=${rest#"$verb"}
      rest=${rest# }
      [[ " $words " == *" ${rest%% *} "* ]] || words+=" ${rest%% *}"
    done <<<"$_tasuki_verbs"
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  fi
}
complete -F _tasuki tasuki
)bash";

Attempt<ExitCode> run_completion(Invocation& invocation) {
  write_table(invocation.io.out);
  invocation.io.out << kFunction;
  return ExitCode::Done;
}

}  // namespace

std::vector<Command> completion_commands() {
  return {{.verb = "completion",
           .help = {"bash の補完: source <(tasuki completion)", "for bash: source <(tasuki completion)"},
           .run = run_completion}};
}

}  // namespace tasuki::cli
