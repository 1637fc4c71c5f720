#include "client/session_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "client/error.hpp"
#include "client/small_file.hpp"

namespace tasuki::client {

namespace {

constexpr std::size_t kLongestSessionFile = 1024;

/// FNV-1a: names a file, keeps nothing secret. Two homes that collide would only ask for a login again.
std::string name_of_home(const std::string& home) {
  std::uint64_t hash = 14695981039346656037u;
  for (const auto byte : as_bytes(home)) hash = (hash ^ byte) * 1099511628211u;
  Bytes bytes;
  append_u64(bytes, hash);
  return "session-" + to_hex(bytes);
}

/// A folder that only this user reaches: made, or found so.
bool own_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return true;
  struct stat found{};
  return errno == EEXIST && ::lstat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode) &&
         found.st_uid == ::geteuid() && (found.st_mode & 077) == 0;
}

std::optional<Bytes> parse_token(ByteView content) {
  std::string_view text = as_text(content);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  return from_hex(text);
}

}  // namespace

Result<std::string> resolve_session_file(const std::string& flag, const std::string& home,
                                         const Environment& environment) {
  if (!flag.empty()) return flag;
  if (const auto file = environment("TASUKI_SESSION")) return *file;
  const auto runtime = environment("XDG_RUNTIME_DIR");
  const std::string folder = runtime && runtime->starts_with('/')
                                 ? *runtime + "/tasuki"
                                 : "/tmp/tasuki-" + std::to_string(::geteuid());
  if (!own_folder(folder)) return {ClientError::SessionFileUnusable};
  return folder + "/" + name_of_home(home);
}

Result<SecretBytes> load_session(const std::string& file) {
  const auto content = read_small_file(file, kLongestSessionFile);
  if (!content && errno == ENOENT) return SecretBytes();
  if (!content) return ClientError::SessionFileUnusable;
  auto token = parse_token(content->reveal());
  if (!token) return ClientError::SessionFileUnusable;
  return SecretBytes(std::move(*token));
}

Result<> save_session(const std::string& file, const SecretBytes& token) {
  std::string text = to_hex(token.reveal()) + "\n";
  const bool written = write_file_atomically(file, as_bytes(text));
  wipe(text);
  if (!written) return ClientError::SessionFileUnusable;
  return {};
}

Result<> forget_session(const std::string& file) {
  if (::unlink(file.c_str()) != 0 && errno != ENOENT) return ClientError::SessionFileUnusable;
  return {};
}

}  // namespace tasuki::client
