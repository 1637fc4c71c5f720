#pragma once

#include <string>
#include <vector>

#include "core/care/plan/plan_versions.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// How far an agency got with the plan, by the receipts that are known here.
struct PlanHolder {
  AgencyId agency;
  /// The newest of which something is known to have reached it; 0: none.
  std::uint32_t version = 0;
  /// Of the newest version's parts, that which got least far; empty: none of it is for that agency.
  std::string state;
  bool opened = false;  ///< Every part of the newest version.
};

/// Everybody with whom some version that is held here was shared, and this agency, but not the newest
/// version's author. Whom other parts went to is known to their author only.
std::vector<PlanHolder> plan_holders(Turn& turn, const std::vector<care::PlanVersion>& versions);

}  // namespace tasuki::engine
