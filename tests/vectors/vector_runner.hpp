#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/base/bytes.hpp"

namespace tasuki::test {

/// What became of one vector.
struct Verdict {
  enum class Kind { Passed, Failed, Skipped };
  Kind kind = Kind::Passed;
  std::string why;

  static Verdict failed(std::string why) { return {Kind::Failed, std::move(why)}; }
  static Verdict skipped(std::string why) { return {Kind::Skipped, std::move(why)}; }
};

struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
};

/// A field of the file is missing, no hex, or of another type.
class BadVector : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The bytes of a hex field. Throws BadVector when it is not a string of hex digits.
std::optional<Bytes> optional_hex(const nlohmann::json& object, const char* field);
/// The same, and a missing field throws.
Bytes required_hex(const nlohmann::json& object, const char* field);

/// Every vector of a file, with the name to print. Throws BadVector when the file has another format.
using Visit = std::function<void(const std::string& name, const std::function<Verdict()>& run)>;
using ForEach = std::function<void(const nlohmann::json& file, const Visit& visit)>;

/// Runs `text` as one file; prints failures and reasons for skipping. Nothing when it is not in the format.
std::optional<Tally> run_text(const std::string& text, const ForEach& for_each);
/// A whole vector program: the exit code is 0, 1 when a vector failed, 2 when a file could not be read. The
/// last line is `N passed, M failed`.
int run_files(int argc, char** argv, const ForEach& for_each);

}  // namespace tasuki::test
