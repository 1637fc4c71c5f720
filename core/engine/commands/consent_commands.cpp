#include "core/engine/commands/consent_commands.hpp"

#include "core/base/vocabulary.hpp"
#include "core/care/consent.hpp"
#include "core/care/note.hpp"
#include "core/engine/commands/consent_view.hpp"
#include "core/engine/commands/decision_view.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/governance.hpp"
#include "core/engine/record/successions.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/governance.hpp"
#include "core/record/record_store.hpp"
#include "core/record/stored_record.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

template <class Field>
Result<std::set<std::string>> read_categories(const Field& typed) {
  std::set<std::string> categories(typed.begin(), typed.end());
  for (const auto& category : categories) {
    if (!vocabulary::is_known(vocabulary::List::Category, category)) return EngineError::UnknownCategory;
  }
  if (categories.empty()) return EngineError::UnknownCategory;
  return categories;
}

/// A team of ours that can be decided about.
Result<TeamStatePtr> find_own_team(Call& call, const TeamId& id) {
  Turn turn = turn_of(call);
  auto team = team_state(turn, id);
  if (!team->is_member(call.desk.agency())) return EngineError::TeamEnded;
  if (!team->decidable) return EngineError::NotDecidable;
  return team;
}

template <class Field>
Result<std::set<AgencyId>> find_recipients(Call& call, const record::TeamState& team, const Field& typed) {
  std::set<AgencyId> members;
  // A consent may name this agency itself: it is a member like the others, and the person decides about it
  // too.
  for (const auto& one : typed) {
    if (one != "team") {
      TRY(const auto agency, find_member(call.transaction, team, one));
      members.insert(agency);
    } else {
      members.insert(team.members.begin(), team.members.end());
    }
  }
  if (members.empty()) return EngineError::NoRecipient;
  return members;
}

Result<RecordId> state(Call& call, const record::TeamState& team, const record::Statement& statement) {
  Turn turn = turn_of(call);
  return state_governance(turn, *call.session, record::kind_of(statement), team.team,
                          record::write_governance(statement, team.heads, call.desk.clock.now()));
}

/// The consent or refusal as it is now that `record` has been stated about it.
void answer_consent(Call& call, const TeamId& team, const RecordId& id, const RecordId& record) {
  Turn turn = turn_of(call);
  const auto state = team_state(turn, team);
  proto::api::Response response;
  if (const auto consent = state->consents.find(id); consent != state->consents.end()) {
    *response.mutable_consent() = describe_consent(team, consent->second, call.desk.clock.now());
  } else if (const auto refusal = state->refusals.find(id); refusal != state->refusals.end()) {
    *response.mutable_consent() = describe_refusal(team, refusal->second);
  }
  response.mutable_consent()->set_record_id(record.str());
  call.finish(std::move(response));
}

struct FoundConsent {
  TeamStatePtr team;
  RecordId id;
};

Result<FoundConsent> find_consent(Call& call, const std::string& typed) {
  const auto is_consent = [](ByteView, ByteView row) {
    const auto kind = record::read_stored_record(row).record.record.kind;
    return kind == record::Kind::Consent || kind == record::Kind::Refusal;
  };
  TRY(const auto key,
      find_by_prefix(call.transaction, Table::Record, typed, EngineError::UnknownConsent, is_consent));
  const auto id = *RecordId::from(key);
  const auto stored = record::find_record(call.transaction, id);
  TRY(auto team, find_own_team(call, stored->record.record.team));
  return FoundConsent{std::move(team), id};
}

/// Free text about a consent stays at this node: governance holds none.
Result<> keep_note(Call& call, const TeamId& team, const RecordId& about, const std::string& text) {
  if (text.empty()) return {};
  TRY(auto payload, care::serialize(care::ConsentNote{call.desk.clock.now(), about, text}));
  Turn turn = turn_of(call);
  call.desk.statements.by_staff(turn, *call.session, record::Kind::ConsentNote, team, std::move(payload));
  return {};
}

}  // namespace

Result<> consent_grant(Call& call, const proto::api::ConsentGrantRequest& request) {
  TRY(const auto id, find_team(call.transaction, request.team()));
  TRY(const auto team, find_own_team(call, id));
  record::Consent consent;
  TRY(consent.categories, read_categories(request.category()));
  TRY(consent.recipients, find_recipients(call, *team, request.to()));
  if (!vocabulary::is_known(vocabulary::List::Obtained, request.obtained())) return EngineError::UnknownCode;
  const Time now = call.desk.clock.now();
  consent.from = request.from() == 0 ? now : from_millis(request.from());
  if (request.until() != 0) consent.until = from_millis(request.until());
  if (consent.until && *consent.until <= consent.from) return EngineError::BadTime;
  consent.obtained = request.obtained();
  consent.obtained_on = request.obtained_on() == 0 ? now : from_millis(request.obtained_on());
  TRY(const auto record, state(call, *team, consent));
  TRY_VOID(keep_note(call, id, record, request.note()));
  answer_consent(call, id, record, record);
  return {};
}

Result<> consent_refuse(Call& call, const proto::api::ConsentRefuseRequest& request) {
  TRY(const auto id, find_team(call.transaction, request.team()));
  TRY(const auto team, find_own_team(call, id));
  record::Refusal refusal;
  TRY(refusal.categories, read_categories(request.category()));
  TRY(refusal.recipients, find_recipients(call, *team, request.to()));
  TRY(const auto record, state(call, *team, refusal));
  answer_consent(call, id, record, record);
  return {};
}

Result<> consent_confirm(Call& call, const proto::api::ConsentConfirmRequest& request) {
  TRY(const auto found, find_consent(call, request.consent()));
  const auto consent = found.team->consents.find(found.id);
  if (consent == found.team->consents.end() || consent->second.attested_by.contains(call.desk.agency())) {
    return EngineError::ConsentNotConfirmable;
  }
  if (consent->second.withdrawn_by) return EngineError::ConsentAlreadyWithdrawn;
  TRY(const auto record, state(call, *found.team, record::Confirmation{found.id}));
  answer_consent(call, found.team->team, found.id, record);
  return {};
}

Result<> consent_withdraw(Call& call, const proto::api::ConsentWithdrawRequest& request) {
  TRY(const auto found, find_consent(call, request.consent()));
  const bool refusal = found.team->refusals.contains(found.id);
  if (refusal && found.team->coordinator != call.desk.agency()) return EngineError::NotCoordinator;
  const auto consent = found.team->consents.find(found.id);
  if (!refusal && consent == found.team->consents.end()) return EngineError::UnknownConsent;
  if (!refusal && consent->second.withdrawn_by) return EngineError::ConsentAlreadyWithdrawn;
  TRY(const auto record, refusal ? state(call, *found.team, record::RefusalLift{found.id})
                                 : state(call, *found.team, record::Withdrawal{found.id}));
  TRY_VOID(keep_note(call, found.team->team, record, request.reason()));
  answer_consent(call, found.team->team, found.id, record);
  return {};
}

Result<> consent_list(Call& call, const proto::api::ConsentListRequest& request) {
  TRY(const auto id, find_team(call.transaction, request.team()));
  Turn turn = turn_of(call);
  const auto team = team_state(turn, id);
  for (const auto& [consent_id, consent] : team->consents) {
    proto::api::Response response;
    *response.mutable_consent() = describe_consent(id, consent, call.desk.clock.now());
    call.reply(std::move(response));
  }
  for (const auto& [refusal_id, refusal] : team->refusals) {
    proto::api::Response response;
    *response.mutable_consent() = describe_refusal(id, refusal);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

Result<> consent_check(Call& call, const proto::api::ConsentCheckRequest& request) {
  TRY(const auto id, find_team(call.transaction, request.team()));
  TRY(const auto team, find_own_team(call, id));
  TRY(const auto categories, read_categories(request.category()));
  Turn turn = turn_of(call);
  TRY(const auto recipients, find_members(turn, *team, {request.to().begin(), request.to().end()}));
  const auto decisions =
      care::decide(*team, {call.desk.agency(), recipients, categories, std::string(care::kPurposeCare),
                           call.desk.clock.now(), unverified_in(turn, *team)});
  for (const auto& decision : decisions) {
    proto::api::Response response;
    *response.mutable_decision()->mutable_decision() = describe_decision(call.transaction, decision);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

}  // namespace tasuki::engine
