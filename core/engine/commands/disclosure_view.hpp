#pragma once

#include <vector>

#include "core/audit/disclosure.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::api {
class DisclosureAnswer;
}

namespace tasuki::engine {

/// What a program is told of a disclosure by this agency. Where no receipt came, the state is `queued`, or
/// what the recipient's node reported: `held`, `quarantined`.
proto::api::DisclosureAnswer describe_disclosure(Turn& turn, const audit::DisclosureLine& line);

/// What others passed on in this team, as far as messages that came here show: a line per message and
/// recipient, with the receipts that are known here. Oldest first.
std::vector<proto::api::DisclosureAnswer> disclosures_of_others(Turn& turn, const TeamId& team);

}  // namespace tasuki::engine
