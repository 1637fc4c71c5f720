#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tasuki::cli {

/// What was typed behind a verb, under the names of the command table: `--flag`s and positional NAMEs. Values
/// of fixed lists are their codes by now.
class Arguments {
 public:
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  /// The value given last; empty where there is none.
  const std::string& one(std::string_view name) const;
  const std::vector<std::string>& all(std::string_view name) const;
  void add(std::string_view name, std::string value) {
    values_[std::string(name)].push_back(std::move(value));
  }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

inline const std::vector<std::string>& Arguments::all(std::string_view name) const {
  static const std::vector<std::string> kNone;
  const auto found = values_.find(name);
  return found == values_.end() ? kNone : found->second;
}

inline const std::string& Arguments::one(std::string_view name) const {
  static const std::string kNone;
  const auto& values = all(name);
  return values.empty() ? kNone : values.back();
}

}  // namespace tasuki::cli
