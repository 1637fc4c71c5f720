#pragma once

#include <optional>

#include "core/base/id.hpp"
#include "core/record/record.hpp"

namespace tasuki::care {

/// What a receipt, a call record or an escalation's step is about; nothing for other kinds, and where the
/// payload is invalid.
std::optional<RecordId> message_named_by(const record::SignedRecord& record);

}  // namespace tasuki::care
