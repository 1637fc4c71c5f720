#include "core/engine/commands/team_commands.hpp"

#include "core/delivery/contact.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/commands/team_view.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/governance.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/governance.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

void answer_team(Call& call, const TeamId& team, const RecordId& record) {
  Turn turn = turn_of(call);
  proto::api::Response response;
  *response.mutable_team() = describe_team(turn, team);
  response.mutable_team()->set_record_id(record.str());
  call.finish(std::move(response));
}

/// States something about a team that exists, on top of everything this node has seen of it.
Result<RecordId> state(Call& call, const record::TeamState& team, const record::Statement& statement) {
  Turn turn = turn_of(call);
  return state_governance(turn, *call.session, record::kind_of(statement), team.team,
                          record::write_governance(statement, team.heads, call.desk.clock.now()));
}

/// A team that this agency belongs to.
Result<TeamStatePtr> find_own_team(Call& call, const std::string& typed) {
  Turn turn = turn_of(call);
  TRY(const auto id, find_team(call.transaction, typed));
  auto team = team_state(turn, id);
  if (!team->is_member(call.desk.agency())) return EngineError::TeamEnded;
  if (!team->decidable) return EngineError::NotDecidable;
  return team;
}

}  // namespace

Result<> team_create(Call& call, const proto::api::TeamCreateRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto founding,
      state_governance(turn, *call.session, record::Kind::TeamFounding, TeamId{},
                       record::write_governance(record::TeamFounding{}, {}, call.desk.clock.now())));
  const TeamId team = team_of_founding(founding);
  TRY_VOID(state_label(turn, *call.session, team, request.person()));
  answer_team(call, team, founding);
  return {};
}

Result<> team_list(Call& call, const proto::api::TeamListRequest&) {
  Turn turn = turn_of(call);
  std::vector<TeamId> teams;
  call.transaction.scan(Table::Team, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto team = TeamId::from(key)) teams.push_back(*team);
    return true;
  });
  for (const auto& team : teams) {
    proto::api::Response response;
    *response.mutable_team() = describe_team(turn, team);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

Result<> team_show(Call& call, const proto::api::TeamShowRequest& request) {
  TRY(const auto team, find_team(call.transaction, request.team()));
  answer_team(call, team, founding_of_team(team));
  return {};
}

Result<> team_add(Call& call, const proto::api::TeamAddRequest& request) {
  TRY(const auto team, find_own_team(call, request.team()));
  TRY(const auto agency, find_agency(call.transaction, request.agency()));
  if (team->coordinator != call.desk.agency()) return EngineError::NotCoordinator;
  if (team->is_member(agency)) return EngineError::AlreadyMember;
  if (!delivery::is_contact(call.transaction, agency)) {
    return Error(EngineError::NotAContact, agency.short_hex());
  }
  TRY(const auto record, state(call, *team, record::MemberAdd{agency}));
  answer_team(call, team->team, record);
  return {};
}

Result<> team_remove(Call& call, const proto::api::TeamRemoveRequest& request) {
  TRY(const auto team, find_own_team(call, request.team()));
  const bool ours = team->coordinator == call.desk.agency();
  TRY(const auto agency, ours ? find_member(call.transaction, *team, request.agency())
                              : find_agency(call.transaction, request.agency(), team->members));
  if (agency != call.desk.agency() && !ours) return EngineError::NotCoordinator;
  TRY(const auto record, state(call, *team, record::MemberRemove{agency}));
  answer_team(call, team->team, record);
  return {};
}

Result<> team_coordinator(Call& call, const proto::api::TeamCoordinatorRequest& request) {
  TRY(const auto team, find_own_team(call, request.team()));
  TRY(const auto agency, find_member(call.transaction, *team, request.agency()));
  const auto number = team->coordinator_number + 1;
  const bool ours = team->coordinator == call.desk.agency();
  TRY(const auto record, ours ? state(call, *team, record::CoordinatorHandover{agency, number})
                              : state(call, *team, record::CoordinatorReplacement{agency, number}));
  answer_team(call, team->team, record);
  return {};
}

}  // namespace tasuki::engine
