#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/secret.hpp"

namespace tasuki::cli {

/// What a child process said and how it ended.
struct ChildEnd {
  int exit_code = 0;  ///< 128 + the signal where one ended it, as shells have it
  std::string out;    ///< its standard output, at most 64 KiB
  std::string err;    ///< its standard error, likewise
};

/// Runs `words` (a program's path and its arguments) to its end. It has this process' standard input.
/// Each of `secrets` waits for it in a pipe, the first as descriptor 3, the next as 4. Nothing where
/// it cannot be started.
std::optional<ChildEnd> run_child(const std::vector<std::string>& words,
                                  const std::vector<SecretBytes>& secrets);

/// The path at which a child finds the secret of that index.
std::string secret_path(std::size_t index);

/// The program `name` beside this one, else the first on PATH; empty where it is in neither place.
std::string program_beside(const std::string& name);

}  // namespace tasuki::cli
