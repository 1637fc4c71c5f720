#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.hpp"
#include "core/care/form/forward.hpp"
#include "core/care/form/sign.hpp"

/// What a team's agencies owe each other by certain days (docs/operations.md lists the rules). Pure: the same
/// facts give the same list.
namespace tasuki::care {

/// A message of a kind that is owed.
struct Report {
  std::string kind;
  AgencyId author;
  std::set<AgencyId> recipients;
  DayNumber day = 0;
};

/// A consent in force, with the last day on which it counts.
struct ConsentEnd {
  RecordId consent;
  DayNumber last_day = 0;
};

struct PlanFact {
  DayNumber stated = 0;
  DayNumber review = 0;
};

/// What this node knows. Days are the calendar's of the node.
struct DueFacts {
  DayNumber today = 0;
  DayNumber known_since = 0;              ///< Since when this node has known the team.
  std::map<AgencyId, std::string> kinds;  ///< The members.
  AgencyId coordinator;
  std::vector<Milestone> milestones;
  std::vector<Report> reports;
  std::optional<PlanFact> plan;  ///< The newest version of the crisis plan.
  std::vector<ConsentEnd> consent_ends;
};

/// One line: who owes what to whom until when.
struct Due {
  std::string what;  ///< medication-report, discharge-information, plan-review, consent-review, monitoring
  AgencyId owes;
  std::set<AgencyId> to;
  DayNumber day = 0;
  std::optional<DayNumber> done{};  ///< When it was done last.
  bool settled = false;             ///< Nothing more is owed.
  std::optional<RecordId> about{};  ///< Of a consent's review: the consent.

  bool is_overdue(DayNumber today) const { return !settled && day < today; }
  friend bool operator==(const Due&, const Due&) = default;
};

/// What is still owed by day, then what is settled.
std::vector<Due> what_is_due(const DueFacts& facts);

}  // namespace tasuki::care
