#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "core/care/plan/plan_versions.hpp"

namespace tasuki::care {

/// For whom the steps are set in order.
struct PlanReader {
  AgencyId agency;
  bool is_family = false;  ///< Family or a neighbour: what these do is its own part.
};

struct PlanSteps {
  std::vector<PlanStep> own;    ///< What the reader does.
  std::vector<PlanStep> other;  ///< What not to do, what the person does, and the others; no signs.
  std::set<RecordId> messages;  ///< By which these came or went.

  bool is_empty() const { return own.empty() && other.empty(); }
};

/// What the plan says for a stage (`blue`, `yellow`, `red`), the reader's own part first. In a crisis what
/// was agreed with the hospital follows. Nothing where these sections are not held.
PlanSteps plan_steps(const PlanVersion& version, std::string_view stage, const PlanReader& reader);

}  // namespace tasuki::care
