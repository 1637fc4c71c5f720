#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/care/form/plan.hpp"

namespace tasuki::care {

/// A message by which sections of a crisis plan went out.
struct PlanSource {
  RecordId message;
  AgencyId author;
  Time stated_at;
  std::set<AgencyId> shared_with;
  std::set<std::string> categories;
  PlanPart part;
};

struct SharedSection {
  PlanSection section;
  RecordId message;
  std::set<AgencyId> shared_with;
  std::set<std::string> categories;
};

/// One version of the plan, as far as it is held here: each agency holds the sections that are shared with
/// it.
struct PlanVersion {
  std::uint32_t number = 0;
  AgencyId author;
  Time stated_at;
  DayNumber review_day = 0;
  std::vector<SharedSection> sections;  ///< in the vocabulary's order, none twice
  std::set<RecordId> messages;

  const SharedSection* find(std::string_view code) const;
};

/// Newest first (docs/protocol.md section 11.10): the order in which parts arrived changes nothing. A version
/// replaces the earlier ones whole: a section that it does not hold is not shared any more.
std::vector<PlanVersion> plan_versions(std::vector<PlanSource> sources);

/// The number that a version stated now gets; 0 where numbers are at their end.
std::uint32_t next_version(const std::vector<PlanVersion>& versions);

/// The day on which it was to be looked at again is over.
inline bool is_overdue(DayNumber review_day, DayNumber today) { return today > review_day; }

}  // namespace tasuki::care
