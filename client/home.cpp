#include "client/home.hpp"

#include <filesystem>

#include "client/error.hpp"

namespace tasuki::client {

namespace {

/// Two spellings of one folder must give one name: the session file is kept per home.
std::string absolute(const std::string& path) {
  std::error_code ignored;
  const auto whole = std::filesystem::absolute(path, ignored);
  auto clean = std::filesystem::weakly_canonical(whole, ignored);
  if (ignored) clean = whole.lexically_normal();
  std::string text = clean.string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

}  // namespace

Result<std::string> resolve_home(const std::string& flag, const Environment& environment) {
  if (!flag.empty()) return absolute(flag);
  if (const auto home = environment("TASUKI_HOME")) return absolute(*home);
  if (const auto data = environment("XDG_DATA_HOME"); data && data->starts_with('/')) {
    return absolute(*data + "/tasuki");
  }
  if (const auto user = environment("HOME")) return absolute(*user + "/.local/share/tasuki");
  return ClientError::HomeUnknown;
}

std::string socket_path(const std::string& home) { return home + "/api.sock"; }

}  // namespace tasuki::client
