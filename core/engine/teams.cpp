#include "core/engine/teams.hpp"

#include "core/engine/desk.hpp"
#include "core/engine/selector.hpp"

namespace tasuki::engine {

namespace {

TeamStatePtr state_in(const std::shared_ptr<const record::StateAt>& folded) {
  return {folded, &folded->state};
}

}  // namespace

TeamStatePtr team_state(Turn& turn, const TeamId& team) {
  const auto folded = turn.desk.ledger.current(turn.transaction, team);
  if (folded) return state_in(*folded);
  record::TeamState nobody;
  nobody.team = team;
  return std::make_shared<const record::TeamState>(std::move(nobody));
}

TeamStatePtr state_at(Turn& turn, const TeamId& team, const std::vector<RecordId>& heads) {
  const auto folded = turn.desk.ledger.at(turn.transaction, team, heads);
  return folded ? state_in(*folded) : nullptr;
}

Result<std::set<AgencyId>> find_members(Turn& turn, const record::TeamState& state,
                                        const std::vector<std::string>& typed) {
  std::set<AgencyId> members;
  for (const auto& one : typed) {
    if (one == "team") continue;
    TRY(const auto agency, find_agency(turn.transaction, one));
    if (!state.is_member(agency)) return Error(EngineError::NotAMember, agency.short_hex());
    members.insert(agency);
  }
  const bool everybody = typed.empty() || std::find(typed.begin(), typed.end(), "team") != typed.end();
  if (everybody) members.insert(state.members.begin(), state.members.end());
  members.erase(turn.desk.agency());
  if (members.empty()) return EngineError::NoRecipient;
  return members;
}

}  // namespace tasuki::engine
