#pragma once

#include <optional>

#include "core/base/id.hpp"
#include "core/record/record.hpp"

namespace tasuki::care {

/// What a receipt or a call record is about; nothing for other kinds, and where the payload is invalid.
std::optional<RecordId> message_named_by(const record::SignedRecord& record);

}  // namespace tasuki::care
