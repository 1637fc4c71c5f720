#pragma once

#include <span>
#include <string>
#include <vector>

#include "client-cli/arguments.hpp"
#include "client-cli/command.hpp"

namespace tasuki::cli {

struct Parsed {
  const Command* command = nullptr;  ///< none with --help or --version alone
  Arguments arguments;
};

/// Reads what was typed (without the program's name) against the command table. Everything is checked that
/// can be without a node: UTF-8, flags, what is required, values of fixed lists. Fails with ExitCode::Usage.
Attempt<Parsed> parse(const std::vector<std::string>& words);

/// The value of a common flag among the words (`yes` for a switch), empty where it is not: for `--json` and
/// `--lang` when the rest cannot be understood.
std::string glance(const std::vector<std::string>& words, std::string_view flag);

}  // namespace tasuki::cli
