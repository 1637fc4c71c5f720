#pragma once

#include <optional>
#include <vector>

#include "core/delivery/envelope.hpp"
#include "core/record/record.hpp"
#include "tests/simulation/node.hpp"

namespace tasuki::proto::wire {
class Envelope;
}

namespace tasuki::simulation {

class World;

/// Reads sealed envelopes as their recipients could, since a simulated world owns everybody's keys. Leaves no
/// trace in anybody's store.
class SealedEye {
 public:
  /// What anybody with the recipient's envelope key sees, be it that of an earlier life.
  std::optional<delivery::UnsealedEnvelope> unseal(World& world, const proto::wire::Envelope& envelope);
  /// The records inside, opened with the recipient's keys and sessions as its disk has them. Nothing where it
  /// could not open the envelope.
  std::optional<std::vector<record::SignedRecord>> records(World& world,
                                                           const proto::wire::Envelope& envelope, Time now);
};

}  // namespace tasuki::simulation
