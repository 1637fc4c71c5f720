#pragma once

#include <optional>

#include "core/base/store.hpp"
#include "core/record/record.hpp"

namespace tasuki::record {

/// Keeps under which of its agency's numbers a record came; the first record under a number stays. Gives that
/// one where it is another: somebody has numbered two records alike, as an agency must that dates one back
/// among those it has stated, or whose node runs twice. Nothing of a record that has no number. One row read,
/// one written.
std::optional<RecordId> keep_number(Transaction& transaction, const SignedRecord& record);

}  // namespace tasuki::record
