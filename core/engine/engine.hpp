#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/base/store.hpp"
#include "core/care/calendar/calendar.hpp"
#include "core/care/stale_after.hpp"
#include "core/engine/event.hpp"

namespace tasuki::engine {

/// What the node is told from outside its store.
struct Settings {
  std::string version;
  /// HOST:PORT, what the whereabouts say; empty: not reachable from outside.
  std::vector<std::string> advertised;
  std::string listening;
  bool test_clock = false;
  bool key_file_slot = false;
  Duration session_idle_limit = std::chrono::minutes(15);
  /// Of a message, and of each envelope.
  Duration lifetime = std::chrono::hours(24 * 35);
  /// Whether this node keeps envelopes for members of its teams that are off; not said: psychiatric hospitals
  /// do.
  std::optional<bool> carry;
  /// Whether this node, as a coordinator, introduces the members of its teams to each other.
  bool introduce = true;
  /// How the node counts time: its clocks' zone, and the holidays where it stands.
  care::Calendar calendar;
  /// From what age on a piece of information is marked as old.
  care::StaleAfter stale_after;
};

/// The rules' front door: one event in, effects out. Owns no socket, file, clock or thread.
///
/// The node's loop calls, for a batch of events: `handle` for each, `finish` once, then commits, then carries
/// out the effects. When the commit fails it drops the effects and calls `forget`, and the engine reads
/// everything anew. Not thread-safe: one loop owns it.
class Engine {
 public:
  Engine(const Clock& clock, Random& random, Settings settings);
  Engine(Engine&&) noexcept;
  ~Engine();

  /// Once, after the store is open: reads the identity, publishes what changed in `settings`, plans the first
  /// dials. EngineError::NoIdentity where `create_agency` has never run.
  Result<> start(Transaction& transaction, Effects& effects);

  /// One event, inside a savepoint of its own. A refusal is an answer, not an error; a bug inside rolls back
  /// this event alone and is answered as `internal`.
  void handle(Transaction& transaction, Event event, Effects& effects);
  /// The end of a batch: signs what the batch stated, releases envelopes, plans the next wake.
  void finish(Transaction& transaction, Effects& effects);
  /// A commit failed: memory follows the disk.
  void forget();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace tasuki::engine
