#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/simulation/actions.hpp"
#include "tests/simulation/book.hpp"
#include "tests/simulation/invariant.hpp"
#include "tests/simulation/snapshot.hpp"

namespace tasuki::simulation {

struct Options {
  bool trace = false;
  std::size_t steps = 0;     ///< 0: as the seed says.
  std::size_t agencies = 0;  ///< 0: as the seed says.
  Met met = Met::Neighbours;
};

/// How one seed's history went.
struct Outcome {
  std::uint64_t seed = 0;
  std::size_t step = 0;  ///< The last one begun; behind the last one, that of the healing.
  std::string profile;
  std::uint64_t trace_hash = 0;
  Counters counters;
  std::vector<std::string> failures;

  bool ok() const { return failures.empty(); }
};

/// Lives one seed's history through. Any exception is a failure.
Outcome run_seed(Snapshots& snapshots, const Actions& actions, std::uint64_t seed, const Options& options);

}  // namespace tasuki::simulation
