#include "node/config_file.hpp"

#include <toml++/toml.h>

#include <functional>
#include <map>

#include "core/base/vocabulary.hpp"

namespace tasuki::node {

namespace {

constexpr std::int64_t kLongestIdleMinutes = 24 * 60;
constexpr std::int64_t kLongestLifetimeDays = 35;  // of an envelope, by the protocol

bool take(std::string& into, const toml::node& value) {
  into = value.value_exact<std::string>().value_or("");
  return !into.empty();
}

bool take(std::vector<std::string>& into, const toml::node& value) {
  if (!value.is_array()) return false;
  for (const auto& entry : *value.as_array()) {
    into.push_back(entry.value_exact<std::string>().value_or(""));
    if (into.back().empty()) return false;
  }
  return true;
}

/// Days or hours, up to ten years.
std::optional<Duration> read_age(const std::string& said) {
  if (said.size() < 2 || said.size() > 6) return std::nullopt;
  const std::string number = said.substr(0, said.size() - 1);
  if (number.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const std::chrono::hours hours(std::stol(number) * (said.back() == 'd' ? 24 : 1));
  const bool is_unit = said.back() == 'd' || said.back() == 'h';
  if (!is_unit || hours.count() < 1 || hours.count() > 24 * 3660) return std::nullopt;
  return hours;
}

bool take_minutes(std::optional<Duration>& into, const toml::node& value) {
  const auto minutes = value.value_exact<std::int64_t>().value_or(0);
  if (minutes < 1 || minutes > kLongestIdleMinutes) return false;
  into = std::chrono::minutes(minutes);
  return true;
}

bool take_team_or_off(std::optional<bool>& into, const toml::node& value) {
  std::string said;
  if (!take(said, value) || (said != "off" && said != "team")) return false;
  into = said == "team";
  return true;
}

bool take_days(std::optional<Duration>& into, const toml::node& value) {
  const auto days = value.value_exact<std::int64_t>().value_or(0);
  if (days < 1 || days > kLongestLifetimeDays) return false;
  into = std::chrono::hours(24 * days);
  return true;
}

/// `3d` or `12h`; by the categories' codes.
bool take_ages(std::map<std::string, Duration>& into, const toml::node& value) {
  if (!value.is_table()) return false;
  for (const auto& [key, entry] : *value.as_table()) {
    const std::string category(key.str());
    const auto age = read_age(entry.value_exact<std::string>().value_or(""));
    if (!age || !vocabulary::is_known(vocabulary::List::Category, category)) return false;
    into[category] = *age;
  }
  return true;
}

bool take_level(std::string& into, const toml::node& value) {
  return take(into, value) && (into == "debug" || into == "info" || into == "warn" || into == "error");
}

/// Empty: fine.
std::string take_all(ConfigFile& config, const toml::table& table) {
  const std::map<std::string_view, std::function<bool(const toml::node&)>> known{
      {"listen", [&](const auto& value) { return take(config.listen, value); }},
      {"advertise", [&](const auto& value) { return take(config.advertise, value); }},
      {"passphrase_file", [&](const auto& value) { return take(config.passphrase_file, value); }},
      {"key_file", [&](const auto& value) { return take(config.key_file, value); }},
      {"session_idle_minutes",
       [&](const auto& value) { return take_minutes(config.session_idle_limit, value); }},
      {"carry", [&](const auto& value) { return take_team_or_off(config.carry, value); }},
      {"introduce", [&](const auto& value) { return take_team_or_off(config.introduce, value); }},
      {"lifetime_days", [&](const auto& value) { return take_days(config.lifetime, value); }},
      {"time_zone", [&](const auto& value) { return take(config.time_zone, value); }},
      {"holidays", [&](const auto& value) { return take(config.holidays, value); }},
      {"stale_after", [&](const auto& value) { return take_ages(config.stale_after, value); }},
      {"log_level", [&](const auto& value) { return take_level(config.log_level, value); }},
  };
  for (const auto& [key, value] : table) {
    const auto entry = known.find(key.str());
    if (entry == known.end()) return "has no setting named " + std::string(key.str());
    if (!entry->second(value)) return "has a value of a wrong kind for " + std::string(key.str());
  }
  if (!config.passphrase_file.empty() && !config.key_file.empty())
    return "names a passphrase_file and a key_file";
  return {};
}

}  // namespace

ReadConfig read_config_file(const std::filesystem::path& file) {
  ReadConfig read;
  try {
    const std::string problem = take_all(read.config, toml::parse_file(file.string()));
    if (!problem.empty()) read.problem = "The configuration " + file.string() + " " + problem + ".";
  } catch (const toml::parse_error& error) {
    const auto line = std::to_string(error.source().begin.line);
    read.problem = "The configuration " + file.string() + " cannot be read (line " + line + ").";
  }
  return read;
}

}  // namespace tasuki::node
