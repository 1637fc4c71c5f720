#include "client-cli/terminal.hpp"

#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

namespace tasuki::cli {

namespace {

/// The terminal without echo and without signals from the keyboard, and as it was when this goes: Ctrl-C
/// would leave the echo switched off.
class WithoutEcho {
 public:
  WithoutEcho() : valid_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!valid_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_lflag |= ECHONL;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~WithoutEcho() {
    if (valid_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  WithoutEcho(const WithoutEcho&) = delete;
  WithoutEcho& operator=(const WithoutEcho&) = delete;

 private:
  termios before_{};
  bool valid_;
};

constexpr char kCtrlC = 3;

struct SecretLine {
  SecretBytes secret;
  bool interrupted = false;
};

/// Without the stream's buffer, which would keep a copy.
SecretLine read_secret_line() {
  const WithoutEcho silence;
  Bytes line;
  line.reserve(1024);
  char c = 0;
  while (line.size() < line.capacity() && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n' && c != kCtrlC) {
    line.push_back(static_cast<std::uint8_t>(c));
  }
  return {SecretBytes(std::move(line)), c == kCtrlC};
}

SecretBytes ask_secret(const std::string& prompt) {
  std::cerr << prompt << std::flush;
  auto line = read_secret_line();
  if (line.interrupted) ::raise(SIGINT);
  return std::move(line.secret);
}

}  // namespace

Io process_io() {
  Io io{.out = std::cout, .err = std::cerr, .environment = client::process_environment()};
  io.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  io.can_ask = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  io.ask_secret = ask_secret;
  io.ask_line = [](const std::string& prompt) {
    std::cerr << prompt << std::flush;
    std::string line;
    std::getline(std::cin, line);
    return line;
  };
  return io;
}

}  // namespace tasuki::cli
