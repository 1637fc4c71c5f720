#include <cstdio>
#include <exception>
#include <iostream>

#include "client-cli/program.hpp"
#include "client-cli/terminal.hpp"
#include "core/base/sodium.hpp"

int main(int argc, char** argv) {
  try {
    tasuki::start_sodium();
    auto io = tasuki::cli::process_io();
    const auto exit = tasuki::cli::run_tasuki({argv + 1, argv + argc}, io);
    std::cout.flush();
    if (std::cout || exit != tasuki::cli::ExitCode::Done) return static_cast<int>(exit);
    std::fprintf(stderr, "tasuki: 出力を書けませんでした / the output could not be written\n");
    return static_cast<int>(tasuki::cli::ExitCode::Refused);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "tasuki: %s\n", bug.what());
    return static_cast<int>(tasuki::cli::ExitCode::Bug);
  }
}
