#pragma once

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// A care record from outside whose signatures are verified, handed over by `peer`: goes to whoever deals
/// with its kind. Messages, labels and notices count only from their authors' own hands.
void take_care_record(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);

}  // namespace tasuki::engine
