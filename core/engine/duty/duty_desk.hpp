#pragma once

#include <map>
#include <optional>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"

namespace tasuki::engine {

/// What the rules of escalation hold in memory (core/engine/duty/). Times are uptimes.
struct DutyDesk {
  /// When to look at what nobody has accepted; none: nothing waits.
  std::optional<Duration> next_look = Duration::zero();
  /// When this process, or its memory, began.
  Duration begun{0};
  /// When the present link to a peer came up.
  std::map<AgencyId, Duration> linked_at;
  /// Since when a step of a message is due that others are to be heard about first.
  std::map<RecordId, Duration> due_since;
  /// The steady clock as it was read from the store, at `begun` (core/engine/duty/steady.hpp).
  Duration on_before{0};
  Duration off_before{0};
  Duration saved_at{0};

  /// Something about a message that waits has changed.
  void look_again() { next_look = Duration::zero(); }
  bool has_news() const { return next_look == Duration::zero(); }
};

}  // namespace tasuki::engine
