#include "client-cli/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/base/utf8.hpp"

namespace tasuki::cli {

namespace {

using Words = std::vector<std::string>;

bool takes_value(std::string_view flag) {
  const auto is_it = [flag](const Option& option) {
    return option.flag == flag && option.takes != Takes::Nothing;
  };
  return std::ranges::any_of(common_options(), is_it) ||
         std::ranges::any_of(commands(),
                             [&](const Command& c) { return std::ranges::any_of(c.options, is_it); });
}

/// `--body=` followed by anything: CLI11 would take the next word for the empty value, so every
/// `--flag=value` becomes two words first.
Words without_assignments(const Words& words) {
  Words split;
  bool is_value = false;
  for (auto word = words.begin(); word != words.end(); ++word) {
    const auto equals = word->find('=');
    if (*word == "--" && !is_value) {
      split.insert(split.end(), word, words.end());
      break;
    }
    if (!is_value && word->starts_with("--") && equals != std::string::npos &&
        takes_value(word->substr(0, equals))) {
      split.push_back(word->substr(0, equals));
      split.push_back(word->substr(equals + 1));
    } else {
      split.push_back(*word);
      is_value = !is_value && takes_value(*word);
    }
  }
  return split;
}

/// Finds the flags and values of one command line; what they mean is checked after it.
Failure command_missing(const std::string& group) {
  auto failure = usage("command-missing", group);
  if (!group.empty()) failure.sentence = "subcommand-missing";
  return failure;
}

class Splitter {
 public:
  Splitter() {
    root_.set_help_flag();
    root_.require_subcommand(0, 1);
    root_.allow_extras();
    add_options(root_, common_options());
    for (const auto& command : commands()) {
      CLI::App& app = app_of(command.verb);
      apps_[&app] = &command;
      add_options(app, command.options);
      for (const auto& positional : command.positionals) add_option(app, positional.name);
    }
  }

  /// Throws CLI::ParseError.
  Attempt<Parsed> split(Words words) {
    std::ranges::reverse(words);  // as CLI11 wants them
    root_.parse(words);
    Parsed parsed;
    CLI::App* chosen = &root_;
    std::string verb;
    collect(*chosen, parsed.arguments);
    while (!chosen->get_subcommands().empty()) {
      chosen = chosen->get_subcommands().front();
      collect(*chosen, parsed.arguments);
      verb += (verb.empty() ? "" : " ") + chosen->get_name();
    }
    const auto found = apps_.find(chosen);
    if (found != apps_.end()) parsed.command = found->second;
    return checked(std::move(parsed), verb, root_.remaining(true));
  }

 private:
  static Attempt<Parsed> checked(Parsed parsed, const std::string& verb, Words left) {
    std::erase(left, "--");  // CLI11 counts the mark itself among what it did not use
    const bool talks = parsed.arguments.has("--help") || parsed.arguments.has("--version");
    if (parsed.command == nullptr && left.empty() && !talks) return command_missing(verb);
    if (!left.empty() && parsed.command == nullptr && !left.front().starts_with('-')) {
      return usage("no-such-command", verb.empty() ? left.front() : verb + " " + left.front());
    }
    if (!left.empty()) return usage("unknown-argument", left.front());
    return parsed;
  }

  CLI::App& app_of(std::string_view verb) {
    CLI::App* at = &root_;
    while (!verb.empty()) {
      const auto space = verb.find(' ');
      const std::string word(verb.substr(0, space));
      const auto there = at->get_subcommands([&word](CLI::App* app) { return app->get_name() == word; });
      CLI::App* next = there.empty() ? nullptr : there.front();
      if (next == nullptr) {
        next = at->add_subcommand(word);
        next->set_help_flag();
        next->fallthrough();
        next->allow_extras();
        next->require_subcommand(0, 1);
      }
      at = next;
      verb.remove_prefix(space == std::string_view::npos ? verb.size() : space + 1);
    }
    return *at;
  }

  void add_options(CLI::App& app, std::span<const Option> options) {
    for (const auto& option : options) {
      if (option.takes == Takes::Nothing) {
        app.add_flag(std::string(option.flag))->disable_flag_override();
      } else {
        add_option(app, option.flag);
      }
    }
  }

  void add_option(CLI::App& app, std::string_view name) {
    const CLI::callback_t anything = [](const CLI::results_t&) { return true; };
    app.add_option(std::string(name), anything)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  static void collect(const CLI::App& app, Arguments& into) {
    for (const CLI::Option* option : app.get_options()) {
      const std::string name =
          option->get_positional() ? option->get_name() : "--" + option->get_lnames().front();
      for (const auto& value : option->results()) into.add(name, value);
    }
  }

  CLI::App root_;
  std::map<const CLI::App*, const Command*> apps_;
};

std::string choices(vocabulary::List list) {
  std::string text;
  for (const auto& word : vocabulary::words(list))
    text += (text.empty() ? "" : ", ") + std::string(word.code);
  return text;
}

/// Words are taken as well as codes, and are what people read in the list.
Failure unknown_value(const std::string& flag, std::string_view value, vocabulary::List list) {
  const auto given = flag + " " + std::string(value);
  auto failure = usage("value-unknown", given + " (" + choices(list) + ")");
  std::string words;
  for (const auto& word : vocabulary::words(list))
    words += (words.empty() ? "" : "、") + std::string(word.japanese);
  failure.japanese_subject = given + "。使える値: " + words;
  return failure;
}

bool is_among(std::string_view value, std::string_view choices) {
  while (!choices.empty()) {
    const auto comma = choices.find(", ");
    if (value == choices.substr(0, comma)) return true;
    choices.remove_prefix(comma == std::string_view::npos ? choices.size() : comma + 2);
  }
  return false;
}

Attempt<> add_value(const Option& option, std::string_view value, Arguments& into) {
  const std::string flag(option.flag);
  if (!option.choices.empty() && !is_among(value, option.choices)) {
    return usage("value-unknown", flag + " " + std::string(value) + " (" + std::string(option.choices) + ")");
  }
  if (!option.of) {
    into.add(flag, std::string(value));
    return {};
  }
  const auto code = vocabulary::code_of(*option.of, value);
  if (!code) return unknown_value(flag, value, *option.of);
  into.add(flag, std::string(*code));
  return {};
}

Attempt<> add_list(const Option& option, std::string_view values, Arguments& into) {
  while (true) {
    const auto comma = values.find(',');
    const auto value = values.substr(0, comma);
    if (value.empty()) return usage("value-empty", std::string(option.flag));
    TRY_VOID(add_value(option, value, into));
    if (comma == std::string_view::npos) return {};
    values.remove_prefix(comma + 1);
  }
}

/// Of a common flag the last value counts: a script's wrapper has its own in front. What a message says is
/// said once.
enum class Twice { LastCounts, Wrong };

Attempt<> check_options(std::span<const Option> options, Twice twice, const Arguments& found,
                        Arguments& into) {
  for (const auto& option : options) {
    if (option.required && !found.has(option.flag))
      return usage("argument-missing", std::string(option.flag));
    if (twice == Twice::Wrong && option.takes == Takes::One && found.all(option.flag).size() > 1) {
      return usage("argument-twice", std::string(option.flag));
    }
    for (const auto& value : found.all(option.flag)) {
      TRY_VOID(option.takes == Takes::List ? add_list(option, value, into) : add_value(option, value, into));
    }
  }
  return {};
}

Attempt<> check_positionals(const Command& command, const Arguments& found, Arguments& into) {
  for (const auto& positional : command.positionals) {
    const std::string name(positional.name);
    if (!found.has(name) && !positional.optional) return usage("argument-missing", name);
    for (const auto& value : found.all(name)) {
      if (value.empty()) return usage("value-empty", name);
      into.add(name, value);
    }
  }
  return {};
}

Attempt<Parsed> check(Parsed found) {
  if (found.arguments.has("--help") || found.arguments.has("--version")) return found;
  Parsed checked{found.command, {}};
  TRY_VOID(check_options(common_options(), Twice::LastCounts, found.arguments, checked.arguments));
  TRY_VOID(check_positionals(*found.command, found.arguments, checked.arguments));
  TRY_VOID(check_options(found.command->options, Twice::Wrong, found.arguments, checked.arguments));
  return checked;
}

}  // namespace

Attempt<Parsed> parse(const Words& words) {
  for (const auto& word : words) {
    if (!is_utf8(word)) return usage("not-utf8", word);
  }
  try {
    TRY(auto found, Splitter().split(without_assignments(words)));
    return check(std::move(found));
  } catch (const CLI::ArgumentMismatch&) {
    return usage("value-missing", words.back());  // only the last word can lack its value
  } catch (const CLI::ParseError& error) {
    return usage("unknown-argument", error.what());
  }
}

std::string glance(const Words& words, std::string_view flag) {
  std::string value;
  const auto split = without_assignments(words);
  for (auto word = split.begin(); word != split.end() && *word != "--"; ++word) {
    const bool valued = takes_value(*word) && word + 1 != split.end();
    if (*word == flag) value = valued ? word[1] : "yes";
    if (valued) ++word;
  }
  return value;
}

}  // namespace tasuki::cli
