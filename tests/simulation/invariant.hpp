#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/base/bytes.hpp"
#include "tests/simulation/node.hpp"

namespace tasuki::proto::wire {
class Frame;
}

namespace tasuki::simulation {

class World;

/// A frame that leaves a node.
struct Sent {
  std::size_t from;
  std::size_t to;
  ByteView bytes;
  const proto::wire::Frame& frame;
};

/// Something that must hold whatever happens. Looks on, changes nothing, and tells the world when it does not
/// hold (`World::fail`).
class Invariant {
 public:
  virtual ~Invariant() = default;
  /// A node has committed a batch; none of its effects has been let go yet.
  virtual void committed(World&, const Commit&) {}
  virtual void sent(World&, const Sent&) {}
  /// A node's disk is another one now; its process is gone.
  virtual void replaced(World&, const Replaced&) {}
  /// Everybody is back and has had time; those that run an old copy of themselves do so still.
  virtual void before_new_lives(World&) {}
  /// Whether what it looks at may rest: while it may not, the healed world is given more time.
  virtual bool may_rest(World&) { return true; }
  /// Everybody is back, the network is whole, and all have had time to come to rest.
  virtual void finished(World&) {}
};

using Invariants = std::vector<std::unique_ptr<Invariant>>;
/// All of them (tests/simulation/invariants/), each from its own file.
Invariants all_invariants();

std::unique_ptr<Invariant> arrives_once();
std::unique_ptr<Invariant> releases_on_consent();
std::unique_ptr<Invariant> honest_is_no_violation();
std::unique_ptr<Invariant> message_keys_are_used_once();
std::unique_ptr<Invariant> receipts_are_genuine();
std::unique_ptr<Invariant> trails_verify();
std::unique_ptr<Invariant> carriers_are_willing();
std::unique_ptr<Invariant> witnesses_tell_the_truth();
std::unique_ptr<Invariant> what_was_lost_comes_back();
std::unique_ptr<Invariant> nothing_is_stuck();
std::unique_ptr<Invariant> goes_on_until_somebody_takes_it();
std::unique_ptr<Invariant> introduced_agencies_meet();
std::unique_ptr<Invariant> one_alert_is_shown();
std::unique_ptr<Invariant> every_episode_is_told();
std::unique_ptr<Invariant> successors_are_verified_first();
std::unique_ptr<Invariant> texts_stay_where_they_belong();

}  // namespace tasuki::simulation
