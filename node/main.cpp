#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <typeinfo>

#include "core/base/sodium.hpp"
#include "node/init.hpp"
#include "node/recover.hpp"
#include "node/restore.hpp"
#include "node/run.hpp"

namespace {

using namespace tasuki::node;

void start_log(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("tasukid"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::set_level(spdlog::level::from_str(level));
  spdlog::flush_on(spdlog::level::info);
}

// What this process makes is its user's alone, and its memory, which holds keys, goes into no core file.
void close_to_others() {
  ::umask(077);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::signal(SIGPIPE, SIG_IGN);
}

// Asked to stop before there is anything to stop: while the passphrase is checked.
void stop_at_once(int) { ::_exit(static_cast<int>(Exit::Done)); }

Exit run(int count, char** arguments) {
  close_to_others();
  tasuki::start_sodium();
  const Parsed parsed = parse_arguments(count, arguments);
  if (parsed.init) return run_init(*parsed.init);
  if (parsed.restore) return run_restore(*parsed.restore);
  if (parsed.recover_admin) return run_recover_admin(*parsed.recover_admin);
  if (parsed.passphrase) return run_passphrase(*parsed.passphrase);
  if (!parsed.run) return parsed.exit;
  start_log(parsed.run->log_level);
  for (const int stop : {SIGTERM, SIGINT, SIGHUP}) ::signal(stop, stop_at_once);
  return run_node(*parsed.run);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return static_cast<int>(run(count, arguments));
  } catch (const std::exception& bug) {
    std::cerr << "tasukid: This is a bug of ours: " << typeid(bug).name() << "\n";
    return static_cast<int>(Exit::Bug);
  }
}
