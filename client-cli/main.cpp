#include <cstdio>
#include <exception>

#include "client-cli/program.hpp"
#include "client-cli/terminal.hpp"
#include "core/base/sodium.hpp"

int main(int argc, char** argv) {
  try {
    tasuki::start_sodium();
    auto io = tasuki::cli::process_io();
    return static_cast<int>(tasuki::cli::run_tasuki({argv + 1, argv + argc}, io));
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "tasuki: %s\n", bug.what());
    return static_cast<int>(tasuki::cli::ExitCode::Bug);
  }
}
