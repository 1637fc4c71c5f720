#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"

namespace tasuki::node {

/// What a configuration file may say (docs/operations.md); empty where it says nothing.
struct ConfigFile {
  std::string listen;
  std::vector<std::string> advertise;
  std::string passphrase_file;
  std::string key_file;
  std::optional<Duration> session_idle_limit;
  std::optional<bool> carry;                    ///< off or team
  std::optional<bool> introduce;                ///< off or team
  std::optional<Duration> lifetime;             ///< whole days
  std::string time_zone;                        ///< its name
  std::string holidays;                         ///< a file, from where the configuration lies
  std::map<std::string, Duration> stale_after;  ///< by information category, whole hours
  std::string log_level;
};

struct ReadConfig {
  ConfigFile config;
  std::string problem;  ///< a sentence, where the file cannot be used: unknown names are not passed over
};
ReadConfig read_config_file(const std::filesystem::path& file);

}  // namespace tasuki::node
