#pragma once

#include <string>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/care/error.hpp"

namespace tasuki::care {

inline constexpr std::size_t kMaxNumber = 64;  ///< bytes

/// Who called which number when, and what came of it: a person's statement, never the program's
/// (docs/protocol.md section 11.3). Any outcome is a call record.
struct CallRecord {
  Time stated_at;
  RecordId message;
  std::string number;
  std::string outcome;  ///< A code of the vocabulary's CallOutcome.
  std::string note;
};

Result<Bytes> serialize(const CallRecord& call);
Result<CallRecord> parse_call_record(ByteView payload);

}  // namespace tasuki::care
