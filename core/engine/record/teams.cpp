#include "core/engine/record/teams.hpp"

#include <algorithm>

#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/record/ledger.hpp"

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

bool share_a_team(Turn& turn, const AgencyId& one, const AgencyId& other) {
  const auto teams = record::known_ledgers(turn.transaction);
  return std::any_of(teams.begin(), teams.end(), [&](const TeamId& team) {
    const auto state = team_state(turn, team);
    return state->is_member(turn.desk.agency()) && state->is_member(one) && state->is_member(other);
  });
}

Result<AgencyId> find_member(Transaction& transaction, const record::TeamState& state,
                             std::string_view typed) {
  TRY(const auto agency, find_agency(transaction, typed, state.members));
  if (!state.is_member(agency)) return Error(EngineError::NotAMember, agency.short_hex());
  return agency;
}

Result<std::set<AgencyId>> find_members(Turn& turn, const record::TeamState& state,
                                        const std::vector<std::string>& typed) {
  if (!state.is_member(turn.desk.agency())) return EngineError::TeamEnded;
  std::set<AgencyId> members;
  for (const auto& one : typed) {
    if (one == "team") continue;
    TRY(const auto agency, find_member(turn.transaction, state, one));
    members.insert(agency);
  }
  const bool everybody = typed.empty() || std::find(typed.begin(), typed.end(), "team") != typed.end();
  if (everybody) members.insert(state.members.begin(), state.members.end());
  members.erase(turn.desk.agency());
  if (members.empty()) return EngineError::NoRecipient;
  return members;
}

}  // namespace tasuki::engine
