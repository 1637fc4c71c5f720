#pragma once

#include "core/engine/commands/call.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/governance.hpp"

namespace tasuki::proto::api {
class AgreedSituation;
}

namespace tasuki::engine {

/// What the commands about agreement and roster share.

/// EngineError::NotCoordinator for everybody else; TeamEnded, NotDecidable.
Result<TeamStatePtr> find_coordinated_team(Call& call, const std::string& typed);
/// On top of everything this node has seen of the team.
Result<RecordId> state_for_team(Call& call, const record::TeamState& team,
                                const record::Statement& statement);

struct WhoStated {
  Time at{};
  AgencyId by{};
};
WhoStated who_stated(Transaction& transaction, const RecordId& governance);

proto::api::AgreedSituation describe_situation(const record::Situation& situation, const std::string& text);

}  // namespace tasuki::engine
