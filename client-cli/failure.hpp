#pragma once

#include <concepts>
#include <memory>
#include <string>

#include "core/base/result.hpp"

namespace tasuki::proto::api {
class Error;
}

namespace tasuki::cli {

/// What `tasuki` exits with. Fixed: scripts rely on the numbers.
enum class ExitCode {
  Done = 0,
  Refused = 1,
  Usage = 2,
  NoNode = 3,
  Untrusted = 4,
  NoConsent = 5,
  Bug = 70,
};

/// Why a command ends without having done its work. Sentences for it are in sentences.hpp.
struct Failure {
  Failure() = default;
  Failure(ExitCode with, std::string name, std::string about = {})
      : exit(with), code(std::move(name)), subject(std::move(about)) {}
  /// Of the programs' side of the API, or of an export that is checked here.
  /// Implicit, but from an Error only: an enum would make one.
  template <std::same_as<Error> E>
  Failure(const E& error) : Failure(of(error)) {}
  static Failure of(const Error& error);
  /// As the node said it.
  static Failure of(const proto::api::Error& error);

  ExitCode exit = ExitCode::Bug;
  std::string code = "internal";
  /// What the sentence names: a flag, a file, a value. May hold what a user typed.
  std::string subject;
  /// The same for a Japanese sentence, where it is another: words instead of codes.
  std::string japanese_subject;
  /// The code of the sentence, where the command has one of its own for it.
  std::string sentence;
  /// Whom the refusal is about, where the node said so.
  std::shared_ptr<const proto::api::Error> answer;
};

inline Failure usage(std::string code, std::string about = {}) {
  return {ExitCode::Usage, std::move(code), std::move(about)};
}

[[noreturn]] inline void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
  throw ResultMisuse("value of a failed attempt: " + failure.code);
}

template <class T = void>
using Attempt = boost::system::result<T, Failure>;

}  // namespace tasuki::cli
