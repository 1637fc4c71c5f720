#pragma once

#include "core/record/governance.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::record {

// How a record that counts enters a team's state, before anything that is about it. For core/record's own
// files.

ConsentState stated(const GovernanceRecord& record, const Consent& consent);
RefusalState stated(const GovernanceRecord& record, const Refusal& refusal);

}  // namespace tasuki::record
