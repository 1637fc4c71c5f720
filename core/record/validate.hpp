#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/record/error.hpp"

namespace tasuki::record {

/// A code of a fixed or growing list: lowercase letters and digits in words joined by single hyphens, at most
/// 40 bytes. Whether it is known is not asked: a newer version may know more.
bool is_code(std::string_view text);

/// A telephone number as people write it: 1 to 32 digits, `+`, `-`, `*`, `#`, spaces and brackets, with at
/// least one digit.
bool is_phone_number(std::string_view text);

/// One line that people typed: well-formed UTF-8 without control characters, at most `limit` bytes.
bool is_line(std::string_view text, std::size_t limit);

/// An id from a protobuf `bytes` field: exactly its size, or RecordError::Malformed.
template <class IdType>
Result<IdType> read_id(const std::string& field) {
  const auto id = IdType::from(field);
  if (!id) return RecordError::Malformed;
  return *id;
}

}  // namespace tasuki::record
