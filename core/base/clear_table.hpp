#pragma once

#include "core/base/store.hpp"

namespace tasuki {

/// Erases every row. Costs a scan of the keys and one write each.
void clear_table(Transaction& transaction, Table table);

}  // namespace tasuki
