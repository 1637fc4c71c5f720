#include "core/record/team_state.hpp"

#include <algorithm>

namespace tasuki::record {

std::set<AgencyId> TeamState::line_of(const AgencyId& agency) const {
  std::set<AgencyId> line{agency};
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [id, succession] : successions) {
      if (succession.stands && line.contains(succession.new_agency))
        grows = line.insert(succession.old_agency).second || grows;
    }
  }
  return line;
}

std::set<AgencyId> TeamState::kin_of(const AgencyId& agency) const {
  std::set<AgencyId> kin{agency};
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [id, succession] : successions) {
      if (kin.contains(succession.new_agency)) grows = kin.insert(succession.old_agency).second || grows;
      if (kin.contains(succession.old_agency)) grows = kin.insert(succession.new_agency).second || grows;
    }
  }
  return kin;
}

const SuccessionState* TeamState::succession_of(const AgencyId& agency) const {
  const auto found =
      std::ranges::find_if(successions, [&](const auto& entry) { return entry.second.new_agency == agency; });
  return found == successions.end() ? nullptr : &found->second;
}

}  // namespace tasuki::record
