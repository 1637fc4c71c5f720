#pragma once

#include <span>

#include "core/base/store.hpp"
#include "core/engine/identity.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// The number that the agency's next staff record gets. Numbers rise by one within an incarnation, from 1;
/// docs/protocol.md, section 8.
record::RecordNumber next_record_number(Transaction& transaction, const Identity& identity);
/// The highest number given; its number is 0 where none was in this incarnation.
record::RecordNumber last_record_number(Transaction& transaction, const Identity& identity);

/// Countersigns staff records that their authors have signed, with one signature, and keeps the counter. The
/// numbers are used up with the commit: a commit that fails uses none.
void countersign(Transaction& transaction, const Identity& identity,
                 std::span<record::SignedRecord* const> records);

}  // namespace tasuki::engine
