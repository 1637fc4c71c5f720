#pragma once

#include <map>
#include <optional>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

struct MessageRecord;

/// Handoffs that somebody is to have accepted, and questions that somebody is to have answered, by when. Read
/// from the store once, and known from then on; what was told is noted there, so that it is told once,
/// however often the node starts.
class Deadlines {
 public:
  enum class What : std::uint8_t { Handoff, Question };
  struct Deadline {
    What what;
    TeamId team;
    RecordId message;
  };

  /// A message that is shown here from now on, or was stated here.
  void expect(const MessageRecord& message);
  /// Tells whoever watches of what has passed and is not done. While nobody watches it waits: what nobody saw
  /// was not told.
  void tell_overdue(Turn& turn);
  /// When the next one passes, as uptime.
  std::optional<Duration> next_wake(const Turn& turn) const;

 private:
  void load(Turn& turn);

  bool loaded_ = false;
  std::multimap<Time, Deadline> waiting_;
};

}  // namespace tasuki::engine
