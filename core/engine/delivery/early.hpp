#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "core/base/store.hpp"
#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// Rows of records that came before what they are about, or before what they can be checked with
/// (docs/protocol.md, section 12.5). They wait for as long as that may still come, not for ever.

/// Of all senders together.
inline constexpr std::size_t kMostEarly = 10'000;

/// `from`: who counts as having stated it. `handed_over_by`: who has sent it here, and answers for the room.
struct EarlySource {
  AgencyId from;
  AgencyId handed_over_by;
};

/// `missing`: a record's id, a certificate's hash, an agency's id. Where `most` wait already, whoever has
/// handed over most gives up the newest of its own for one that has handed over less; otherwise this one is
/// dropped.
void keep_early(Turn& turn, ByteView missing, const EarlySource& source, const record::SignedRecord& record,
                std::size_t most = kMostEarly);

struct EarlyRecord {
  AgencyId peer;
  record::SignedRecord record;
};
/// Those that wait for `arrived`; they wait no more.
std::vector<EarlyRecord> take_early(Turn& turn, ByteView arrived);

/// What they wait for does not come any more: dropped, and the trail says whose statement it was. Costs a
/// scan of the table.
void drop_what_waits_in_vain(Turn& turn);

/// How many rows each sender has. Counted once, and again after a commit that failed.
struct EarlyCounts {
  std::map<AgencyId, std::size_t> of;
  std::size_t all = 0;
};

}  // namespace tasuki::engine
