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

struct TeamAndAgency {
  TeamStatePtr team;
  AgencyId agency;
};

/// A team that this agency belongs to, and the agency that a command names.
Result<TeamAndAgency> find_both(Call& call, const std::string& typed_team, const std::string& typed_agency) {
  Turn turn = turn_of(call);
  TRY(const auto id, find_team(call.transaction, typed_team));
  auto team = team_state(turn, id);
  if (!team->is_member(call.desk.agency())) return EngineError::TeamEnded;
  if (!team->decidable) return EngineError::NotDecidable;
  TRY(const auto agency, find_agency(call.transaction, typed_agency));
  return TeamAndAgency{std::move(team), agency};
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
  TRY(const auto both, find_both(call, request.team(), request.agency()));
  if (both.team->coordinator != call.desk.agency()) return EngineError::NotCoordinator;
  if (both.team->is_member(both.agency)) return EngineError::AlreadyMember;
  if (!delivery::is_contact(call.transaction, both.agency)) {
    return Error(EngineError::NotAContact, both.agency.short_hex());
  }
  TRY(const auto record, state(call, *both.team, record::MemberAdd{both.agency}));
  answer_team(call, both.team->team, record);
  return {};
}

Result<> team_remove(Call& call, const proto::api::TeamRemoveRequest& request) {
  TRY(const auto both, find_both(call, request.team(), request.agency()));
  const bool itself = both.agency == call.desk.agency();
  if (!itself && both.team->coordinator != call.desk.agency()) return EngineError::NotCoordinator;
  if (!both.team->is_member(both.agency)) return Error(EngineError::NotAMember, both.agency.short_hex());
  TRY(const auto record, state(call, *both.team, record::MemberRemove{both.agency}));
  answer_team(call, both.team->team, record);
  return {};
}

Result<> team_coordinator(Call& call, const proto::api::TeamCoordinatorRequest& request) {
  TRY(const auto both, find_both(call, request.team(), request.agency()));
  if (!both.team->is_member(both.agency)) return Error(EngineError::NotAMember, both.agency.short_hex());
  const auto number = both.team->coordinator_number + 1;
  const bool ours = both.team->coordinator == call.desk.agency();
  TRY(const auto record, ours ? state(call, *both.team, record::CoordinatorHandover{both.agency, number})
                              : state(call, *both.team, record::CoordinatorReplacement{both.agency, number}));
  answer_team(call, both.team->team, record);
  return {};
}

}  // namespace tasuki::engine
