#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tasuki::cli {

/// One day of a series; none: nobody looked.
struct SparkDay {
  bool seen = false;
  std::int64_t value = 0;
};

/// A line of blocks, one a day, each as wide as one Latin letter or, on some terminals, as one wide one: it
/// stands at a line's end. `█` seen, `▁` not seen, `·` nobody looked. Measured values, with a `scale` above
/// 0, are eight heights, of which the greatest is the greatest value or the scale.
std::string sparkline(const std::vector<std::optional<SparkDay>>& days, std::int64_t scale = 0);

}  // namespace tasuki::cli
