#include "core/engine/commands/duty_teams.hpp"

#include "core/care/message.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/governance.hpp"
#include "core/record/record_store.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

Result<TeamStatePtr> find_coordinated_team(Call& call, const std::string& typed) {
  Turn turn = turn_of(call);
  TRY(const auto id, find_team(call.transaction, typed));
  auto team = team_state(turn, id);
  if (!team->is_member(call.desk.agency())) return EngineError::TeamEnded;
  if (!team->decidable) return EngineError::NotDecidable;
  if (team->coordinator != call.desk.agency()) return EngineError::NotCoordinator;
  return team;
}

Result<RecordId> state_for_team(Call& call, const record::TeamState& team,
                                const record::Statement& statement) {
  Turn turn = turn_of(call);
  return state_governance(turn, *call.session, record::kind_of(statement), team.team,
                          record::write_governance(statement, team.heads, call.desk.clock.now()));
}

WhoStated who_stated(Transaction& transaction, const RecordId& governance) {
  const auto stored = record::find_record(transaction, governance);
  const auto read = stored ? record::read_governance(stored->record)
                           : Result<record::GovernanceRecord>(EngineError::UnknownTeam);
  return read ? WhoStated{read->stated_at, read->author} : WhoStated{};
}

proto::api::AgreedSituation describe_situation(const record::Situation& situation, const std::string& text) {
  proto::api::AgreedSituation out;
  out.set_code(situation.code);
  out.set_urgency(
      std::string(care::urgency_code(situation.phone ? care::Urgency::Phone : care::Urgency::Message)));
  for (const auto& category : situation.categories) out.add_category(category);
  out.set_text(text);
  return out;
}

}  // namespace tasuki::engine
