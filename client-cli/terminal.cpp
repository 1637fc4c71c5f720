#include "client-cli/terminal.hpp"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace tasuki::cli {

namespace {

/// The terminal without echo, and as it was when this goes. A signal that ends the program leaves it to the
/// shell.
class WithoutEcho {
 public:
  WithoutEcho() : valid_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!valid_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
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

/// Without the stream's buffer, which would keep a copy.
SecretBytes read_secret_line() {
  Bytes line;
  line.reserve(1024);
  char c = 0;
  while (line.size() < line.capacity() && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
    line.push_back(static_cast<std::uint8_t>(c));
  }
  return SecretBytes(std::move(line));
}

}  // namespace

Io process_io() {
  Io io{.out = std::cout, .err = std::cerr, .environment = client::process_environment()};
  io.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  io.can_ask = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  io.ask_secret = [](const std::string& prompt) {
    std::cerr << prompt << std::flush;
    const WithoutEcho silence;
    return read_secret_line();
  };
  io.ask_line = [](const std::string& prompt) {
    std::cerr << prompt << std::flush;
    std::string line;
    std::getline(std::cin, line);
    return line;
  };
  return io;
}

}  // namespace tasuki::cli
