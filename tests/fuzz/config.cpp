// tasukid's configuration file.
#include <sys/mman.h>
#include <unistd.h>

#include "node/config_file.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = memfd_create("config", 0);
  tasuki::test::require(write(file, data, size) == static_cast<ssize_t>(size));
  const auto read = tasuki::node::read_config_file("/proc/self/fd/" + std::to_string(file));
  close(file);
  if (!read.problem.empty()) return 0;
  tasuki::test::require(read.config.passphrase_file.empty() || read.config.key_file.empty());
  tasuki::test::require(!read.config.session_idle_limit || read.config.session_idle_limit->count() > 0);
  return 0;
}
