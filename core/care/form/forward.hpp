#pragma once

#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"

namespace tasuki::proto::record {
class Forward;
class Milestone;
}  // namespace tasuki::proto::record

namespace tasuki::care {

inline constexpr std::uint32_t kMaxStep = 10'000;
inline constexpr std::size_t kMaxHolders = 257;

/// A message that is escalated, to somebody for whom it was not written (docs/protocol.md section 11.8). The
/// message that carries it has its body.
struct Forward {
  RecordId message;
  std::uint32_t step = 1;
  AgencyId author;
  Time stated_at;
  std::vector<AgencyId>
      holders;  ///< Ascending: its author and recipients, who are to know what becomes of it.

  friend bool operator==(const Forward&, const Forward&) = default;
};

/// A day from which others are counted: discharge, a review that took place.
struct Milestone {
  std::string what;  ///< A code of the vocabulary.
  std::int32_t day = 0;

  friend bool operator==(const Milestone&, const Milestone&) = default;
};

Result<> check(const Forward& forward);
Result<> check(const Milestone& milestone);
void write(const Forward& forward, proto::record::Forward& out);
void write(const Milestone& milestone, proto::record::Milestone& out);
Result<Forward> read(const proto::record::Forward& in);
Result<Milestone> read(const proto::record::Milestone& in);

}  // namespace tasuki::care
