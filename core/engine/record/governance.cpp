#include "core/engine/record/governance.hpp"

#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/links/introduced.hpp"
#include "core/engine/links/introducing.hpp"
#include "core/engine/record/countersign.hpp"
#include "core/engine/record/governance_wants.hpp"
#include "core/engine/record/staff.hpp"
#include "core/engine/record/team_rows.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/error.hpp"
#include "core/record/governance.hpp"
#include "core/record/ledger.hpp"
#include "core/record/peer_holdings.hpp"
#include "core/record/record_store.hpp"
#include "core/record/team_state.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// The audit trail's code for a kind of governance record, and which of the two groups it is in.
struct KindName {
  std::string_view code;
  bool consent;
};
KindName name_of(record::Kind kind) {
  switch (kind) {
    case record::Kind::TeamFounding:
      return {"founding", false};
    case record::Kind::MemberAdd:
      return {"member-add", false};
    case record::Kind::MemberRemove:
      return {"member-remove", false};
    case record::Kind::CoordinatorHandover:
      return {"coordinator-handover", false};
    case record::Kind::CoordinatorReplacement:
      return {"coordinator-replacement", false};
    case record::Kind::RulesRaise:
      return {"rules-raise", false};
    case record::Kind::Succession:
      return {"succession", false};
    case record::Kind::Consent:
      return {"consent", true};
    case record::Kind::Confirmation:
      return {"confirmation", true};
    case record::Kind::Refusal:
      return {"refusal", true};
    case record::Kind::Withdrawal:
      return {"withdrawal", true};
    case record::Kind::RefusalLift:
      return {"refusal-lift", true};
    default:
      return {"unknown", false};
  }
}

void leave_trace(Turn& turn, const record::SignedRecord& record, const audit::Actor& actor) {
  const auto name = name_of(record.record.kind);
  const TeamId team = record::team_of(record);
  note(turn, name.consent ? audit::consent_record(actor, team, record.id, name.code)
                          : audit::team_record(actor, team, record.id, name.code));
  tell_governance(turn, team, record.record.author, record.id, name.consent ? "consent" : "team");
}

/// Everybody who is, or by this record ceases to be, a member and can be reached directly.
std::set<AgencyId> readers(Turn& turn, const std::set<AgencyId>& before, const std::set<AgencyId>& after) {
  std::set<AgencyId> all = before;
  all.insert(after.begin(), after.end());
  std::erase_if(all, [&](const AgencyId& agency) {
    return agency == turn.desk.agency() || !delivery::is_contact(turn.transaction, agency);
  });
  return all;
}

/// The coordinator passes on whom the members have not met: cards, and what others stated.
void pass_on(Turn& turn, const std::set<AgencyId>& to, const TeamId& team, const record::TeamState& state) {
  for (const auto& peer : to) {
    for (const auto& member : state.members) ship_card(turn, peer, member);
    ship_governance(turn, peer, team);
  }
}

/// What follows from a team's having changed, whoever stated it.
void team_changed(Turn& turn, const TeamId& team, const std::set<AgencyId>& members_before,
                  bool stated_here) {
  turn.desk.teams_have_changed = true;
  std::erase_if(turn.desk.shipped.ledgers, [&](const auto& entry) { return entry.second == team; });
  const auto state = team_state(turn, team);
  const AgencyId& us = turn.desk.agency();
  if (state->is_member(us) || state->former_members.contains(us)) keep_team_row(turn, team);
  const auto to = readers(turn, members_before, state->members);
  if (state->coordinator == turn.desk.agency()) {
    pass_on(turn, to, team, *state);
  } else if (stated_here) {
    for (const auto& peer : to) ship_governance(turn, peer, team);
  }
  introduce_members(turn, team);
  settle_introductions(turn);
  for (const auto& peer : to) ship_label(turn, peer, team);
  judge_held_again(turn, team);
}

void take_inserted(Turn& turn, const TeamId& team, const std::vector<RecordId>& inserted,
                   const std::set<AgencyId>& members_before) {
  for (const auto& id : inserted) {
    const auto stored = record::find_record(turn.transaction, id);
    if (!stored) continue;
    leave_trace(turn, stored->record, audit::by_agency(stored->record.record.author));
    keep_number(turn, stored->record);
  }
  if (!inserted.empty()) team_changed(turn, team, members_before, false);
}

/// Somebody of ours, as another agency remembers: the copy from which this node lives is older than their
/// leaving.
void own_staff_has_left(Turn& turn, const CertificateHash& certificate) {
  for (auto& account : list_staff(turn.transaction)) {
    if (account.certificate != certificate || !account.active) continue;
    account.active = false;
    save_staff(turn.transaction, account);
    note(turn, audit::staff_disabled(audit::by_node(), account.id, certificate));
    turn.desk.sessions.close_all_of(account.id);
  }
}

}  // namespace

Result<RecordId> state_governance(Turn& turn, const LoginSession& session, record::Kind kind,
                                  const TeamId& team, Bytes payload) {
  auto record = record::make_record(turn.desk.random, kind, team, {turn.desk.agency(), session.certificate()},
                                    std::move(payload));
  record::SignedRecord* const batch[] = {&record};
  record::sign_records(batch, session.key());
  countersign(turn.transaction, *turn.desk.identity, batch);
  const TeamId its_team = record::team_of(record);
  const auto before = team_state(turn, its_team)->members;
  TRY_VOID(record::insert_own_governance(turn.transaction, {record, turn.desk.clock.now(), std::nullopt}));
  leave_trace(turn, record, actor_of(&session));
  team_changed(turn, its_team, before, true);
  return record.id;
}

void take_governance(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  note_held(turn.transaction, peer, record.id.bytes());
  const TeamId team = record::team_of(record);
  const auto before = team_state(turn, team)->members;
  const auto inserted = record::insert_governance(turn.transaction, {record, turn.desk.clock.now(), peer},
                                                  &turn.desk.signatures);
  if (!inserted) {
    if (inserted.error().is(record::RecordError::TooManyWaiting)) want_once_more(turn, peer, record);
    return;
  }
  if (inserted->arrival == record::Arrival::Waiting) want_what_is_missing(turn, peer, record);
  take_inserted(turn, team, inserted->inserted, before);
}

void take_governance_that_waited(Turn& turn, ByteView arrived) {
  // Whoever ceases to be a member by what enters now is to be told as well.
  std::map<TeamId, std::set<AgencyId>> before;
  for (const auto& team : record::teams_waiting_for(turn.transaction, arrived))
    before[team] = team_state(turn, team)->members;
  std::map<TeamId, std::vector<RecordId>> by_team;
  for (const auto& id : record::insert_waiting_for(turn.transaction, arrived, &turn.desk.signatures)) {
    const auto stored = record::find_record(turn.transaction, id);
    if (stored) by_team[record::team_of(stored->record)].push_back(id);
  }
  for (const auto& [team, inserted] : by_team) take_inserted(turn, team, inserted, before[team]);
}

void take_certificate_end(Turn& turn, const AgencyId& peer, const record::SignedBytes& bytes) {
  const auto changed = record::keep_certificate_end(turn.transaction, bytes);
  if (!changed || !*changed) return;
  const auto end = record::find_certificate_end(
      turn.transaction, record::read_certificate_end(bytes.payload).value().certificate);
  record::note_holdings(turn.transaction, peer, {.ends = {end->certificate}});
  if (end->agency == turn.desk.agency()) own_staff_has_left(turn, end->certificate);
  announce_certificate_end(turn, end->certificate);
  certificate_ended(turn, end->agency);
}

void certificate_ended(Turn& turn, const AgencyId& agency) {
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    const bool concerned = state->is_member(agency) || state->former_members.contains(agency);
    if (concerned && state->is_member(turn.desk.agency())) team_changed(turn, team, state->members, false);
  }
}

}  // namespace tasuki::engine
