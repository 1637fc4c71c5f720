#include "core/engine/commands/succession_commands.hpp"

#include <algorithm>

#include "core/delivery/contact.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/governance.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/ledger.hpp"
#include "core/record/succession.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

/// On top of everything that this node has seen of the team by now.
Result<> state(Call& call, const TeamId& team, const record::Statement& statement) {
  Turn turn = turn_of(call);
  const auto heads = team_state(turn, team)->heads;
  TRY_VOID(state_governance(turn, *call.session, record::kind_of(statement), team,
                            record::write_governance(statement, heads, call.desk.clock.now())));
  return {};
}

bool is_stated(const record::TeamState& team, const record::Succession& succession, bool proven) {
  return std::any_of(team.successions.begin(), team.successions.end(), [&](const auto& entry) {
    const auto& known = entry.second;
    return known.old_agency == succession.old_agency && known.new_agency == succession.new_agency &&
           known.proven == proven;
  });
}

void answer(Call& call, const record::Succession& succession, const std::vector<TeamId>& teams) {
  proto::api::Response response;
  auto& out = *response.mutable_succession();
  out.set_old_agency(succession.old_agency.str());
  out.set_new_agency(succession.new_agency.str());
  for (const auto& team : teams) out.add_team_id(team.str());
  call.finish(std::move(response));
}

/// Whoever coordinates says who is a member. The old node hands its teams over; of others their coordinators
/// decide.
Result<> state_own(Call& call, const TeamId& team, const record::Succession& succession) {
  Turn turn = turn_of(call);
  const auto before = team_state(turn, team);
  if (!is_stated(*before, succession, true)) {
    TRY_VOID(state(call, team, succession));
  }
  if (before->coordinator != call.desk.agency()) return {};
  if (!before->is_member(succession.new_agency)) {
    TRY_VOID(state(call, team, record::MemberAdd{succession.new_agency}));
  }
  return state(call, team,
               record::CoordinatorHandover{succession.new_agency, before->coordinator_number + 1});
}

Result<> state_anothers(Call& call, const TeamId& team, const record::Succession& succession) {
  Turn turn = turn_of(call);
  const auto before = team_state(turn, team);
  const bool known = is_stated(*before, succession, true) || is_stated(*before, succession, false);
  if (!known) {
    TRY_VOID(state(call, team, succession));
  }
  if (!before->is_member(succession.new_agency)) {
    TRY_VOID(state(call, team, record::MemberAdd{succession.new_agency}));
  }
  if (before->is_member(succession.old_agency)) {
    TRY_VOID(state(call, team, record::MemberRemove{succession.old_agency}));
  }
  return {};
}

/// Those of the teams that this node can decide about which `takes` wants.
template <class Takes>
std::vector<TeamId> teams_that(Call& call, Takes&& takes) {
  Turn turn = turn_of(call);
  std::vector<TeamId> teams;
  for (const auto& team : record::known_ledgers(call.transaction)) {
    const auto known = team_state(turn, team);
    if (known->decidable && known->is_member(call.desk.agency()) && takes(*known)) teams.push_back(team);
  }
  return teams;
}

/// Its identity stands on a pairing in person and on a number that was read out, not on what it says.
Result<> check_met(Transaction& transaction, const AgencyId& agency) {
  const auto contact = delivery::load_contact(transaction, agency);
  if (!contact) return Error(EngineError::NotAContact, agency.short_hex());
  const bool met = contact->trust == delivery::Trust::FaceToFace && contact->verified;
  return met ? Result<>() : Error(EngineError::NotVerified, agency.short_hex());
}

}  // namespace

Result<> succession_ask(Call& call, const proto::api::SuccessionAskRequest& request) {
  if (call.session->root_key() == nullptr) return EngineError::NotAllowed;
  const auto bytes = from_hex(request.old_agency());
  const auto old_agency = bytes ? AgencyId::from(*bytes) : std::nullopt;
  if (!old_agency || *old_agency == call.desk.agency()) return EngineError::UnknownAgency;
  const auto claim = record::claim_succession(*old_agency, *call.session->root_key());
  Turn turn = turn_of(call);
  note(turn, audit::key_event(actor_of(call.session), "succession-claim"));
  proto::api::Response response;
  response.mutable_succession_code()->set_code(record::succession_code(claim));
  call.finish(std::move(response));
  return {};
}

Result<> succession_state(Call& call, const proto::api::SuccessionStateRequest& request) {
  if (call.session->root_key() == nullptr) return EngineError::NotAllowed;
  const auto claim = record::read_succession_code(request.code());
  if (!claim || claim->old_agency != call.desk.agency()) return EngineError::SuccessionCodeWrong;
  // It has to be given the teams by somebody.
  if (!delivery::is_contact(call.transaction, claim->new_agency))
    return Error(EngineError::NotAContact, claim->new_agency.short_hex());
  TRY(const auto succession, record::prove_succession(*claim, *call.session->root_key()));
  const auto teams = teams_that(call, [](const record::TeamState&) { return true; });
  if (teams.empty()) return EngineError::UnknownTeam;
  Turn turn = turn_of(call);
  note(turn, audit::key_event(actor_of(call.session), "succession"));
  for (const auto& team : teams) {
    TRY_VOID(state_own(call, team, succession));
  }
  answer(call, succession, teams);
  return {};
}

Result<> contact_continues(Call& call, const proto::api::ContactContinuesRequest& request) {
  TRY(const auto new_agency, find_agency(call.transaction, request.new_agency()));
  TRY(const auto old_agency, find_agency(call.transaction, request.old_agency()));
  const auto& us = call.desk.agency();
  if (new_agency == old_agency || new_agency == us || old_agency == us) return EngineError::UnknownAgency;
  TRY_VOID(check_met(call.transaction, new_agency));
  const auto teams = teams_that(call, [&](const record::TeamState& team) {
    const bool knows_it = team.is_member(old_agency) || team.former_members.contains(old_agency);
    return team.coordinator == us && knows_it;
  });
  if (teams.empty()) return EngineError::NotCoordinator;
  const record::Succession succession{old_agency, new_agency, std::nullopt};
  for (const auto& team : teams) {
    TRY_VOID(state_anothers(call, team, succession));
  }
  answer(call, succession, teams);
  return {};
}

}  // namespace tasuki::engine
