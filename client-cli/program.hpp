#pragma once

#include <string>
#include <vector>

#include "client-cli/invocation.hpp"

namespace tasuki::cli {

/// One run of `tasuki` with `words` behind its name: does it, says what there is to say, and tells the exit
/// code.
ExitCode run_tasuki(const std::vector<std::string>& words, Io& io);

/// `--lang`, else the locale of the environment: another language than Japanese gives English, none Japanese.
Language language_of(const std::string& flag, const client::Environment& environment);

}  // namespace tasuki::cli
