#include "tests/simulation/chance.hpp"

#include <algorithm>
#include <numeric>

namespace tasuki::simulation {

std::uint64_t Chance::next() {
  std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15);
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

Duration Chance::between(Duration least, Duration most) {
  return least + Duration(below(static_cast<std::uint64_t>((most - least).count()) + 1));
}

Duration Chance::spread(Duration least, Duration most) {
  std::uint64_t doublings = 0;
  for (Duration reach = least; reach < most; reach *= 2) ++doublings;
  const Duration top = std::min(most, least * (std::int64_t{1} << below(doublings + 1)));
  return between(least, top);
}

std::size_t Chance::weighted(std::span<const unsigned> weights) {
  std::uint64_t left = below(std::accumulate(weights.begin(), weights.end(), std::uint64_t{0}));
  for (std::size_t index = 0; index < weights.size(); ++index) {
    if (left < weights[index]) return index;
    left -= weights[index];
  }
  return weights.size() - 1;
}

}  // namespace tasuki::simulation
