#pragma once

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// A care record that this agency stated in an earlier life and lost with it, verified, given back by `peer`:
/// it takes its place again, as if it had never been lost. A message goes out once more to the recipients
/// other than `peer`, since nobody knows who else had it; they know it by its id. One of the present life,
/// one that is here, and one that was deleted by law change nothing.
void take_back(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);

}  // namespace tasuki::engine
