#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "client-cli/command.hpp"
#include "client/environment.hpp"
#include "core/base/secret.hpp"

namespace tasuki::cli {

/// Everything outside that a command touches, so that tests can hand in their own.
struct Io {
  std::ostream& out;
  std::ostream& err;
  client::Environment environment;
  bool out_is_terminal = false;
  /// A person sits there and can be asked. Never asked otherwise.
  bool can_ask = false;
  /// Shows `prompt` and reads a line without echo.
  std::function<SecretBytes(const std::string& prompt)> ask_secret = {};
  std::function<std::string(const std::string& prompt)> ask_line = {};
};

/// One command being run.
struct Invocation {
  const Command& command;
  const Arguments& arguments;
  Io& io;
  Language language = Language::Japanese;
  bool json = false;

  std::string say(Text text) const { return std::string(text.in(language)); }
};

/// Where this invocation's node lives.
Attempt<std::string> home_of(const Invocation& invocation);
Attempt<std::string> session_file_of(const Invocation& invocation);

/// Prints `json` as one line.
void print(std::ostream& out, const Json& json);

}  // namespace tasuki::cli
