#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/base/vocabulary.hpp"
#include "core/care/error.hpp"

/// What the payloads' checks have in common. For core/care's own files.
namespace tasuki::care {

enum class Lines { One, Many };

/// Well-formed UTF-8 of at most `limit` bytes; of one line: without control characters.
Result<> check_text(std::string_view text, std::size_t limit, Lines lines = Lines::Many);
/// The same, and not empty.
Result<> check_said(std::string_view text, std::size_t limit, Lines lines = Lines::Many);

/// After 1970 and before 2200. Wider than any clock can be wrong by: a PC whose clock went back to its
/// beginning must still be able to report that a life is at stake.
Result<> check_time(Time time);

/// Lowercase letters and hyphens, at most 32.
bool is_code(std::string_view code);

/// Known categories, at least one.
Result<> check_categories(const std::set<std::string>& categories);

/// Of a protobuf field: the same in ascending order, each once, or CareError::NotOrdered.
template <class Field>
Result<std::set<std::string>> read_categories(const Field& field) {
  if (std::adjacent_find(field.begin(), field.end(), std::greater_equal<>()) != field.end()) {
    return CareError::NotOrdered;
  }
  return std::set<std::string>(field.begin(), field.end());
}

template <class AnId>
Result<AnId> read_id(const std::string& field) {
  const auto id = AnId::from(field);
  if (!id) return CareError::MalformedPayload;
  return *id;
}

template <class AnId, class Field>
Result<std::vector<AnId>> read_ids(const Field& field) {
  std::vector<AnId> ids;
  for (const auto& bytes : field) {
    TRY(const auto id, read_id<AnId>(bytes));
    ids.push_back(id);
  }
  return ids;
}

/// Ascending, each once.
template <class AnId>
Result<> check_ascending(const std::vector<AnId>& ids) {
  if (std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>()) != ids.end())
    return CareError::NotOrdered;
  return {};
}

}  // namespace tasuki::care
