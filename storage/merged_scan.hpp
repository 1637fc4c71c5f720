#pragma once

#include "storage/pending_writes.hpp"
#include "storage/sqlite.hpp"

namespace tasuki::storage {

/// Walks a table's committed rows and a transaction's pending ones as if they were one: where both have a
/// key, the pending one counts. `committed` yields (key, value) of `range` in `order`.
void merged_scan(Statement& committed, const PendingWrites::Rows& pending, const KeyRange& range, Order order,
                 const Visit& visit);

}  // namespace tasuki::storage
