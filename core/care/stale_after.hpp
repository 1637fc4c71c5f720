#pragma once

#include <map>
#include <set>
#include <string>

#include "core/base/clock.hpp"

namespace tasuki::care {

/// From what age on a piece of information is old, by what it is about: how somebody slept says nothing a
/// week later, a diagnosis does. The defaults are a table in the source file; a node's configuration may say
/// otherwise.
class StaleAfter {
 public:
  StaleAfter();

  /// Of a known category, more than nothing.
  void set(const std::string& category, Duration age) { ages_[category] = age; }
  /// Of several categories the shortest. Of none that is known: a week.
  Duration of(const std::set<std::string>& categories) const;

  friend bool operator==(const StaleAfter&, const StaleAfter&) = default;

 private:
  std::map<std::string, Duration> ages_;
};

}  // namespace tasuki::care
