#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "tests/support/memory_store.hpp"

namespace tasuki::simulation {

/// A message that a node has answered with its id: from then on it has to arrive, or the sender be told.
struct Accepted {
  std::size_t sender = 0;
  TeamId team;
  std::set<AgencyId> recipients;
  std::string body;
  Duration at{0};
  /// Its sender's disk was replaced by one that does not hold it.
  bool may_be_lost = false;
};

/// A copy of a node's disk, as `backup` makes it.
struct Copy {
  std::size_t node = 0;
  std::shared_ptr<test::MemoryStore> disk;
  std::uint32_t incarnation = 0;
  Duration at{0};
};

/// A copy that was started as if nothing had happened, under keys whose life had gone on without it.
struct Fork {
  std::size_t node = 0;
  std::uint32_t incarnation = 0;
  std::uint64_t entries = 0;  ///< Of its trail: from the next one on there are two.
  /// Who held a head of an entry behind those, or a card of a later life.
  std::set<std::size_t> known_by;
  bool was_refused = false;  ///< As one whose life is over, or whose keys are.
  bool is_over = false;      ///< It lives anew, or its disk is another one again.
};

/// What the people of the simulated world know; outlives every crash.
struct Book {
  std::map<RecordId, Accepted> accepted;
  std::uint64_t next_text = 1;
  /// Envelopes that were under way, with whom they were for: somebody may have kept a copy.
  std::vector<std::pair<std::size_t, Bytes>> envelopes;
  std::vector<Copy> copies;
  std::vector<Fork> forks;
  /// Whom the world's successor continues, since somebody has said so.
  std::optional<std::size_t> continued;
  /// When each began its present life.
  std::map<std::size_t, Duration> new_lives;

  /// The one that runs now; none where its disk is the newest there is.
  Fork* fork_of(std::size_t node) {
    for (auto& fork : forks) {
      if (fork.node == node && !fork.is_over) return &fork;
    }
    return nullptr;
  }
  /// Whether an entry of this number may have two hashes.
  bool is_forked(std::size_t node, std::uint32_t incarnation, std::uint64_t entry) const {
    return std::ranges::any_of(forks, [&](const Fork& fork) {
      return fork.node == node && fork.incarnation == incarnation && fork.entries < entry;
    });
  }
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
