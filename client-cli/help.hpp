#pragma once

#include <string>
#include <string_view>

#include "client-cli/command.hpp"

namespace tasuki::cli {

/// Every command with a line each, and the common flags.
std::string help_overview(Language language);

/// One command: its shape, its flags, and the values that they take.
std::string help_for(const Command& command, Language language);

/// `tasuki send TEAM --urgency phone|message …`: what the first line of help says.
std::string usage_line(const Command& command);

std::string_view version();

}  // namespace tasuki::cli
