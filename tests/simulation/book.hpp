#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/clock.hpp"
#include "core/base/id.hpp"

namespace tasuki::simulation {

/// A message that a node has answered with its id: from then on it has to arrive, or the sender be told.
struct Accepted {
  std::size_t sender = 0;
  TeamId team;
  std::set<AgencyId> recipients;
  std::string body;
  Duration at{0};
};

/// What the people of the simulated world know; outlives every crash.
struct Book {
  std::map<RecordId, Accepted> accepted;
  std::uint64_t next_text = 1;
  /// Envelopes that were under way, with whom they were for: somebody may have kept a copy.
  std::vector<std::pair<std::size_t, Bytes>> envelopes;
};

/// How every text that people type begins.
inline constexpr std::string_view kTextMark = "眠れていない-";

/// For the summary.
struct Counters {
  std::uint64_t steps = 0;
  std::uint64_t messages = 0;
  std::uint64_t commits = 0;
  std::uint64_t frames = 0;
  std::uint64_t faults = 0;
  /// How often a history came to some rare place: whether the seeds reach it at all.
  std::map<std::string, std::uint64_t> reached;

  Counters& operator+=(const Counters& other) {
    steps += other.steps;
    messages += other.messages;
    commits += other.commits;
    frames += other.frames;
    faults += other.faults;
    for (const auto& [place, times] : other.reached) reached[place] += times;
    return *this;
  }
};

}  // namespace tasuki::simulation
