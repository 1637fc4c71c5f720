#pragma once

#include "core/record/record_store.hpp"

namespace tasuki::record {

/// A row as core/record keeps it in the Record and GovernanceWaiting tables (proto.state.StoredRecord). A row
/// that does not read is a StoreFault.
Bytes write_stored_record(const StoredRecord& record);
StoredRecord read_stored_record(ByteView row);

}  // namespace tasuki::record
