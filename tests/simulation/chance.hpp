#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/clock.hpp"

namespace tasuki::simulation {

/// What is left to chance in a simulated world. Deterministic: the same seed gives the same choices, on every
/// machine (SplitMix64; the standard library's distributions are its own).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  /// In [0, count); 0 where there is nothing to choose from.
  std::uint64_t below(std::uint64_t count) { return count == 0 ? 0 : next() % count; }
  /// In [least, most].
  Duration between(Duration least, Duration most);
  /// The same, every order of magnitude alike: for what is mostly short and sometimes long.
  Duration spread(Duration least, Duration most);
  bool one_in(std::uint64_t count) { return below(count) == 0; }
  bool per_mille(std::uint64_t rate) { return below(1000) < rate; }

  template <class Items>
  auto& pick(Items& items) {
    return items[below(items.size())];
  }
  /// The index of a weight, taken as often as it is heavy.
  std::size_t weighted(std::span<const unsigned> weights);

 private:
  std::uint64_t state_;
};

}  // namespace tasuki::simulation
