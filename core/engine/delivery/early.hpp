#pragma once

#include "core/base/store.hpp"
#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// Rows of records that came before what they are about, or before what they can be checked with
/// (docs/protocol.md, section 12.5). They wait for as long as that may still come, not for ever.

/// At most 10,000; more are dropped. `missing`: a record's id, a certificate's hash, an agency's id.
void keep_early(Turn& turn, ByteView missing, const AgencyId& peer, const record::SignedRecord& record);

struct EarlyRecord {
  AgencyId peer;
  record::SignedRecord record;
};
/// Those that wait for `arrived`; they wait no more.
std::vector<EarlyRecord> take_early(Transaction& transaction, ByteView arrived);

/// What they wait for does not come any more: dropped, and the trail says whose statement it was. Costs a
/// scan of the table.
void drop_what_waits_in_vain(Turn& turn);

}  // namespace tasuki::engine
