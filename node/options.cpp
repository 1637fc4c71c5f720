#include "node/options.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "node/config_file.hpp"
#include "node/holidays_file.hpp"
#include "node/zones.hpp"

namespace tasuki::node {

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// As the command line finds it: TASUKI_HOME, else the XDG data folder.
std::filesystem::path default_home() {
  if (const auto home = variable("TASUKI_HOME"); !home.empty()) return home;
  if (const auto data = variable("XDG_DATA_HOME"); data.starts_with('/')) return data + "/tasuki";
  const auto user = variable("HOME");
  return user.empty() ? std::filesystem::path() : std::filesystem::path(user) / ".local/share/tasuki";
}

std::optional<std::filesystem::path> as_path(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::filesystem::path>(text);
}

std::filesystem::path clean(const std::filesystem::path& home) {
  std::error_code ignored;
  auto whole = std::filesystem::absolute(home, ignored).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

/// The arguments as typed, before files and defaults.
struct Typed {
  std::string home, config, listen, passphrase_file, key_file, test_clock, log_level;
  std::vector<std::string> advertise;
  std::string agency, kind, admin, profession, admin_passphrase_file;
  std::string backup, recovery_code_file, new_passphrase_file, name;
  bool here = false;
  std::vector<std::string> phones;
  std::uint64_t passes = crypto::kArgon2Default.ops_limit;
  std::uint64_t memory_mib = crypto::kArgon2Default.mem_limit >> 20U;
};

void describe_run(CLI::App& app, Typed& typed) {
  app.add_option("--home", typed.home, "the node's home (else TASUKI_HOME, else the XDG data folder)");
  app.add_option("--config", typed.config, "configuration, TOML (default: tasuki.toml in the home)");
  app.add_option("--listen", typed.listen, "HOST:PORT where other nodes may connect");
  app.add_option("--advertise", typed.advertise,
                 "HOST:PORT where others find this node; several are tried in turn");
  auto* passphrase =
      app.add_option("--passphrase-file", typed.passphrase_file, "file with the store's passphrase");
  app.add_option("--key-file", typed.key_file, "key file of the store's key slot")->excludes(passphrase);
  app.add_option("--test-clock", typed.test_clock,
                 "file that sets a clock for demonstrations; `status` shows it");
  app.add_option("--log-level", typed.log_level, "debug, info, warn or error")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}));
}

CLI::App* describe_init(CLI::App& app, Typed& typed) {
  CLI::App* init = app.add_subcommand("init", "makes a home: what `tasuki init` runs")->group("");
  init->fallthrough();
  init->add_option("--agency", typed.agency, "the agency's name")->required();
  init->add_option("--kind", typed.kind, "the agency's kind")->required();
  init->add_option("--phone", typed.phones, "a number to call; several are called in turn");
  init->add_option("--admin", typed.admin, "the first administrator's name")->default_str("admin");
  init->add_option("--profession", typed.profession, "the first administrator's profession");
  init->add_option("--admin-passphrase-file", typed.admin_passphrase_file,
                   "file with the administrator's own");
  init->add_option("--argon2-passes", typed.passes, "how costly guessing a passphrase is made: passes");
  init->add_option("--argon2-memory-mib", typed.memory_mib, "the same: memory");
  return init;
}

CLI::App* describe_restore(CLI::App& app, Typed& typed) {
  CLI::App* restore =
      app.add_subcommand("restore", "makes a home of a backup: what `tasuki restore` runs")->group("");
  restore->fallthrough();
  auto* file = restore->add_option("FILE", typed.backup, "the backup");
  restore->add_flag("--here", typed.here, "the home itself is the copy that is to live anew")->excludes(file);
  restore->add_option("--recovery-code-file", typed.recovery_code_file, "file with the recovery code");
  restore->add_option("--admin-passphrase-file", typed.admin_passphrase_file,
                      "file with an administrator's passphrase (default: the store's)");
  return restore;
}

CLI::App* describe_recover_admin(CLI::App& app, Typed& typed) {
  CLI::App* recover =
      app.add_subcommand("recover-admin", "a new administrator: what `tasuki recover-admin` runs")->group("");
  recover->fallthrough();
  recover->add_option("--name", typed.name, "the new administrator's name")->required();
  recover->add_option("--profession", typed.profession, "the new administrator's profession");
  recover->add_option("--recovery-code-file", typed.recovery_code_file, "file with the recovery code");
  recover->add_option("--new-passphrase-file", typed.new_passphrase_file, "file with their passphrase");
  return recover;
}

CLI::App* describe_passphrase(CLI::App& app, Typed& typed) {
  CLI::App* passphrase =
      app.add_subcommand("passphrase", "another store passphrase: what `tasuki passphrase store` runs")
          ->group("");
  passphrase->fallthrough();
  passphrase->add_option("--recovery-code-file", typed.recovery_code_file,
                         "file with the recovery code, instead of the present passphrase");
  passphrase->add_option("--new-passphrase-file", typed.new_passphrase_file, "file with the new passphrase");
  return passphrase;
}

Parsed usage(const std::string& sentence) {
  std::cerr << "tasukid: " << sentence << "\n";
  return {std::nullopt, std::nullopt, Exit::Usage};
}

Parsed as_init(const Typed& typed, const std::filesystem::path& home) {
  InitOptions init{home,
                   typed.agency,
                   typed.kind,
                   typed.phones,
                   typed.admin.empty() ? "admin" : typed.admin,
                   typed.profession.empty() ? "other" : typed.profession,
                   as_path(typed.passphrase_file),
                   as_path(typed.admin_passphrase_file),
                   as_path(typed.key_file),
                   {typed.passes, typed.memory_mib << 20U}};
  if (typed.memory_mib > 4096 || !crypto::is_acceptable(init.cost)) {
    return usage("--argon2-passes must be 1 to 16 and --argon2-memory-mib 8 to 1024.");
  }
  return {std::nullopt, std::move(init), Exit::Done};
}

Parsed as_restore(const Typed& typed, const std::filesystem::path& home) {
  if (typed.here == !typed.backup.empty()) return usage("Name the backup's file, or say --here.");
  if (!typed.passphrase_file.empty() && !typed.recovery_code_file.empty())
    return usage("Give --passphrase-file or --recovery-code-file, not both.");
  Parsed parsed;
  parsed.restore = RestoreOptions{home, as_path(typed.backup), as_path(typed.passphrase_file),
                                  as_path(typed.recovery_code_file), as_path(typed.admin_passphrase_file)};
  return parsed;
}

RecoverOptions as_recovery(const Typed& typed, const std::filesystem::path& home) {
  return {home,
          typed.name,
          typed.profession.empty() ? "other" : typed.profession,
          as_path(typed.passphrase_file),
          as_path(typed.recovery_code_file),
          as_path(typed.new_passphrase_file)};
}

/// What the configuration in `file` says about time. Empty: fine.
std::string take_calendar(care::Calendar& calendar, const ConfigFile& config,
                          const std::filesystem::path& file) {
  if (!config.time_zone.empty()) {
    const auto zone = find_time_zone(config.time_zone);
    if (!zone)
      return "The configuration " + file.string() +
             " names a time_zone that this system does not know: " + config.time_zone +
             ". They are in /usr/share/zoneinfo (package tzdata).";
    calendar.zone = *zone;
  }
  if (config.holidays.empty()) return {};
  auto read = read_holidays_file(file.parent_path() / config.holidays);
  calendar.holidays = std::move(read.holidays);
  return read.problem;
}

Parsed as_run(const Typed& typed, const std::filesystem::path& home) {
  const bool named = !typed.config.empty();
  const auto file = named ? std::filesystem::path(typed.config) : home / "tasuki.toml";
  ConfigFile config;
  if (named || std::filesystem::exists(file)) {
    auto read = read_config_file(file);
    if (!read.problem.empty()) return usage(read.problem);
    config = std::move(read.config);
  }
  RunOptions run;
  run.home = home;
  run.listen = typed.listen.empty() ? config.listen : typed.listen;
  run.advertise = typed.advertise.empty() ? config.advertise : typed.advertise;
  const bool told = !typed.passphrase_file.empty() || !typed.key_file.empty();
  run.passphrase_file = as_path(told ? typed.passphrase_file : config.passphrase_file);
  run.key_file = as_path(told ? typed.key_file : config.key_file);
  run.test_clock = as_path(typed.test_clock);
  run.carry = config.carry;
  run.introduce = config.introduce.value_or(run.introduce);
  if (const auto problem = take_calendar(run.calendar, config, file); !problem.empty()) return usage(problem);
  for (const auto& [category, age] : config.stale_after) run.stale_after.set(category, age);
  run.lifetime = config.lifetime.value_or(run.lifetime);
  run.session_idle_limit = config.session_idle_limit.value_or(run.session_idle_limit);
  run.log_level = !typed.log_level.empty()   ? typed.log_level
                  : config.log_level.empty() ? "info"
                                             : config.log_level;
  return {std::move(run), std::nullopt, Exit::Done};
}

}  // namespace

Parsed parse_arguments(int count, const char* const* arguments) {
  Typed typed;
  CLI::App app("tasukid runs an agency's node until it is told to stop (SIGTERM).", "tasukid");
  describe_run(app, typed);
  const CLI::App* init = describe_init(app, typed);
  const CLI::App* restore = describe_restore(app, typed);
  const CLI::App* recover_admin = describe_recover_admin(app, typed);
  const CLI::App* passphrase = describe_passphrase(app, typed);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, std::nullopt, app.exit(error) == 0 ? Exit::Done : Exit::Usage};
  }
  const auto home = typed.home.empty() ? default_home() : std::filesystem::path(typed.home);
  if (home.empty()) return usage("Where is the home? Give --home DIR.");
  Parsed parsed;
  if (recover_admin->parsed()) parsed.recover_admin = as_recovery(typed, clean(home));
  if (passphrase->parsed()) parsed.passphrase = as_recovery(typed, clean(home));
  if (parsed.recover_admin || parsed.passphrase) return parsed;
  if (restore->parsed()) return as_restore(typed, clean(home));
  return init->parsed() ? as_init(typed, clean(home)) : as_run(typed, clean(home));
}

}  // namespace tasuki::node
