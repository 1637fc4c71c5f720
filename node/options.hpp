#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/care/calendar/calendar.hpp"
#include "core/care/stale_after.hpp"
#include "core/crypto/password.hpp"

namespace tasuki::node {

/// What `tasukid` was told, by its arguments first and its configuration file second.
struct RunOptions {
  std::filesystem::path home;
  std::string listen;  ///< HOST:PORT; empty: nobody can connect from outside
  std::vector<std::string> advertise;
  std::optional<std::filesystem::path> passphrase_file;
  std::optional<std::filesystem::path> key_file;
  std::optional<std::filesystem::path> test_clock;
  Duration session_idle_limit = std::chrono::minutes(15);
  std::optional<bool> carry;  ///< not said: by the kind of agency
  bool introduce = true;
  Duration lifetime = std::chrono::hours(24 * 35);
  std::string log_level = "info";
  care::Calendar calendar;
  std::vector<std::string> on_alert;  ///< a program and its arguments; empty: none
  care::StaleAfter stale_after;
};

/// `tasukid init`: what `tasuki init` runs as a child process.
struct InitOptions {
  std::filesystem::path home;
  std::string agency;
  std::string kind;
  std::vector<std::string> phones;
  std::string admin;
  std::string profession;
  std::optional<std::filesystem::path> passphrase_file;
  std::optional<std::filesystem::path> admin_passphrase_file;
  std::optional<std::filesystem::path> key_file;
  crypto::Argon2Cost cost = crypto::kArgon2Default;
};

/// `tasukid restore`: what `tasuki restore` runs as a child process.
struct RestoreOptions {
  std::filesystem::path home;
  std::optional<std::filesystem::path> file;  ///< the backup; none: the home itself (`--here`)
  std::optional<std::filesystem::path> passphrase_file;
  std::optional<std::filesystem::path> recovery_code_file;
  std::optional<std::filesystem::path> admin_passphrase_file;
};

/// `tasukid recover-admin` and `tasukid passphrase`.
struct RecoverOptions {
  std::filesystem::path home;
  std::string name;  ///< of the new administrator
  std::string profession;
  std::optional<std::filesystem::path> passphrase_file;  ///< the present one
  std::optional<std::filesystem::path> recovery_code_file;
  std::optional<std::filesystem::path> new_passphrase_file;
};

/// How `tasukid` ends: the command line's table.
/// StoreDamaged: of a node alone, so that whatever would start it again lets it lie (tasukid.service).
enum class Exit : int { Done = 0, Refused = 1, Usage = 2, NotRunning = 3, StoreDamaged = 6, Bug = 70 };

/// What was asked for; or, after --help or wrong usage (which has been written to stderr), how to end.
struct Parsed {
  std::optional<RunOptions> run;
  std::optional<InitOptions> init;
  Exit exit = Exit::Done;
  std::optional<RestoreOptions> restore = std::nullopt;
  std::optional<RecoverOptions> recover_admin = std::nullopt;
  std::optional<RecoverOptions> passphrase = std::nullopt;
};
Parsed parse_arguments(int count, const char* const* arguments);

}  // namespace tasuki::node
