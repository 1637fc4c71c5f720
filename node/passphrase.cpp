#include "node/passphrase.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstring>

#include "storage/private_file.hpp"

namespace tasuki::node {

namespace {

constexpr std::size_t kLongest = 4'096;

/// Switches the echo off while it lives.
class NoEcho {
 public:
  explicit NoEcho(int terminal) : terminal_(terminal), known_(::tcgetattr(terminal, &before_) == 0) {
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (known_) ::tcsetattr(terminal_, TCSAFLUSH, &quiet);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  ~NoEcho() {
    if (known_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }

 private:
  int terminal_;
  termios before_{};
  bool known_;
};

void say(int terminal, const char* text) {
  const auto written = ::write(terminal, text, std::strlen(text));
  static_cast<void>(written);
}

std::optional<SecretBytes> without_newline(Bytes typed) {
  SecretBytes whole(std::move(typed));
  ByteView text = whole.reveal();
  if (!text.empty() && text.back() == '\n') text = text.first(text.size() - 1);
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  return SecretBytes(as_text(text));
}

}  // namespace

std::optional<SecretBytes> passphrase_from_file(const std::filesystem::path& file) {
  const storage::FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!handle) return std::nullopt;
  auto content = storage::read_some(handle.get(), kLongest + 2);
  return content ? without_newline(std::move(*content)) : std::nullopt;
}

std::optional<SecretBytes> passphrase_from_terminal(const char* prompt) {
  const storage::FileHandle terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (!terminal || ::isatty(STDIN_FILENO) == 0) return std::nullopt;
  say(terminal.get(), prompt);
  Bytes line(kLongest + 1);
  const NoEcho quiet(terminal.get());
  const auto size = ::read(terminal.get(), line.data(), line.size());
  say(terminal.get(), "\n");
  if (size <= 0) return std::nullopt;
  Bytes typed = copy(ByteView(line).first(static_cast<std::size_t>(size)));
  wipe(line);
  return without_newline(std::move(typed));
}

}  // namespace tasuki::node
