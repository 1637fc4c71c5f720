#include "core/care/stale_after.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace tasuki::care {

namespace {

constexpr Duration kDay = std::chrono::hours(24);
constexpr Duration kUsual = 7 * kDay;

struct Age {
  std::string_view category;
  Duration age;
};

constexpr std::array kAges{
    Age{"contact", 30 * kDay},        Age{"daily-life", 7 * kDay},
    Age{"sleep-meals", kDay},         Age{"warning-sign", 3 * kDay},
    Age{"symptoms", 3 * kDay},        Age{"medication", 7 * kDay},
    Age{"diagnosis", 365 * kDay},     Age{"risk", kDay},
    Age{"family", 30 * kDay},         Age{"money", 30 * kDay},
    Age{"housing", 90 * kDay},        Age{"work", 30 * kDay},
    Age{"substance", 7 * kDay},       Age{"abuse", 7 * kDay},
    Age{"physical-health", 7 * kDay}, Age{"crisis-plan", 180 * kDay},
    Age{"support-plan", 180 * kDay},
};

}  // namespace

StaleAfter::StaleAfter() {
  for (const auto& [category, age] : kAges) ages_.emplace(category, age);
}

Duration StaleAfter::of(const std::set<std::string>& categories) const {
  std::optional<Duration> shortest;
  for (const auto& category : categories) {
    const auto known = ages_.find(category);
    if (known != ages_.end()) shortest = std::min(shortest.value_or(known->second), known->second);
  }
  return shortest.value_or(kUsual);
}

}  // namespace tasuki::care
