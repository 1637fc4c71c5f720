#include "client-cli/sparkline.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tasuki::cli {

namespace {

constexpr std::array<std::string_view, 8> kHeights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

std::string_view height_of(std::int64_t value, std::int64_t greatest) {
  const auto share =
      std::clamp<std::int64_t>(value, 0, greatest) * static_cast<std::int64_t>(kHeights.size() - 1);
  return kHeights[static_cast<std::size_t>(share / greatest)];
}

}  // namespace

std::string sparkline(const std::vector<std::optional<SparkDay>>& days, std::int64_t scale) {
  std::int64_t greatest = scale;
  for (const auto& day : days) {
    if (day && scale > 0) greatest = std::max(greatest, day->value);
  }
  std::string line;
  for (const auto& day : days) {
    if (!day) {
      line += "·";
    } else if (!day->seen) {
      line += kHeights.front();
    } else {
      line += scale > 0 ? height_of(day->value, greatest) : kHeights.back();
    }
  }
  return line;
}

}  // namespace tasuki::cli
