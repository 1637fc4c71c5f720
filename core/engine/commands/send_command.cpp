#include "core/engine/commands/send_command.hpp"

#include "core/audit/disclosure.hpp"
#include "core/care/consent.hpp"
#include "core/care/notice.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/commands/decision_view.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/record/successions.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/team_state.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::SendRequest;

std::optional<Time> time_or_none(std::int64_t millis) {
  if (millis == 0) return std::nullopt;
  return from_millis(millis);
}

/// What the request says, without recipients.
Result<care::Message> draft(Call& call, const SendRequest& request, const record::TeamState& state) {
  const auto urgency = care::urgency_from(request.urgency());
  if (!urgency) return EngineError::UnknownUrgency;
  care::Message message;
  message.stated_at = call.desk.clock.now();
  message.categories = {request.category().begin(), request.category().end()};
  message.urgency = *urgency;
  message.body = request.body();
  message.observed_at = time_or_none(request.observed_at());
  message.basis = request.basis();
  if (!request.kind().empty()) message.kind = request.kind();
  message.ask = request.ask();
  message.ask_by = time_or_none(request.ask_by());
  if (!request.answers().empty()) {
    TRY(message.answers, find_message(call.transaction, request.answers()));
  }
  message.heads = state.heads;
  message.override_reason = request.override_reason();
  return message;
}

void refuse_for_consent(Call& call, const std::vector<care::Decision>& decisions) {
  proto::api::Response response;
  auto& error = *response.mutable_error();
  error.set_code(std::string(error_name(EngineError::ConsentMissing)));
  error.set_exit_code(static_cast<std::uint32_t>(exit_code(error.code())));
  for (const auto& decision : decisions)
    *error.add_decision() = describe_decision(call.transaction, decision);
  call.finish(std::move(response));
}

void note_denied(Call& call, const TeamId& team, const std::set<std::string>& categories,
                 const std::vector<care::Decision>& decisions) {
  std::vector<audit::Denied> denied;
  for (const auto& decision : decisions) {
    if (decision.permitted) continue;
    denied.push_back(
        {decision.recipient, std::string(decision.reason ? care::deny_reason_code(*decision.reason) : "")});
  }
  Turn turn = turn_of(call);
  note(turn, audit::sending_denied(actor_of(call.session), team, denied, categories));
}

/// Only somebody of the team can be overridden for: to others there is no session and no right at all. Nor
/// for an agency of which nobody knows whether it is the one: to protect a life, it is rung up.
bool overridable(const care::Decision& decision) {
  return decision.reason != care::DenyReason::NotAMember &&
         decision.reason != care::DenyReason::NotDecidable && decision.reason != care::DenyReason::Unverified;
}

Result<> check_contacts(Transaction& transaction, const std::vector<care::MessageRecipient>& recipients) {
  for (const auto& recipient : recipients) {
    if (!delivery::is_contact(transaction, recipient.agency)) {
      return Error(EngineError::NotAContact, recipient.agency.short_hex());
    }
  }
  return {};
}

/// Whom the message goes to, or nobody where it must not be sent at all.
std::vector<care::MessageRecipient> choose(const std::vector<care::Decision>& decisions,
                                           const SendRequest& request) {
  std::vector<care::MessageRecipient> recipients;
  for (const auto& decision : decisions) {
    if (decision.permitted) {
      recipients.push_back({decision.recipient, decision.consents});
    } else if (!request.override_reason().empty() && overridable(decision)) {
      recipients.push_back({decision.recipient, {}});
    } else if (!request.permitted_only()) {
      return {};
    }
  }
  return recipients;
}

proto::state::MessageState outgoing_row(const Call& call, const TeamId& team, const care::Message& message) {
  proto::state::MessageState row;
  row.set_outgoing(true);
  row.set_state("sent");
  row.set_received_at(to_millis(call.desk.clock.now()));
  row.set_team_id(team.str());
  row.set_phone(message.urgency == care::Urgency::Phone);
  row.set_waiting_for(static_cast<std::uint32_t>(message.recipients.size()));
  row.set_from(call.desk.agency().str());
  return row;
}

void queue(Turn& turn, const LoginSession& session, const TeamId& team, const RecordId& id,
           const care::Message& message) {
  const auto lane =
      message.urgency == care::Urgency::Phone ? delivery::Lane::First : delivery::Lane::Ordinary;
  for (const auto& recipient : message.recipients) {
    ship_governance(turn, recipient.agency, team);
    ship_label(turn, recipient.agency, team);
    ship_certificate(turn, recipient.agency, session.certificate(), turn.desk.agency());
    proto::state::OutboxItem item;
    item.set_message(id.str());
    item.set_since(to_millis(turn.desk.clock.now()));
    item.set_phone(message.urgency == care::Urgency::Phone);
    delivery::enqueue(turn.transaction, recipient.agency, lane, item);
    begin_lifetime(turn, id, recipient.agency, message.stated_at);
    const audit::Disclosure disclosure{id,
                                       team,
                                       recipient.agency,
                                       message.categories,
                                       std::string(care::legal_basis(message, recipient.agency)),
                                       recipient.consents,
                                       message.stated_at};
    if (!turn.desk.link_to(recipient.agency)) hurry_to_peer(turn, recipient.agency);
    audit::record_disclosure(turn.transaction, disclosure);
    note(turn, audit::disclosed(actor_of(&session), disclosure));
  }
}

/// The coordinator learns at once that something went out without consent.
void tell_coordinator(Turn& turn, const LoginSession& session, const TeamId& team, const RecordId& id,
                      const care::Message& message, const AgencyId& coordinator) {
  care::OverrideNotice notice{message.stated_at, id, {}, message.categories, message.override_reason};
  for (const auto& recipient : message.recipients) {
    if (recipient.consents.empty()) notice.recipients.insert(recipient.agency);
  }
  const auto payload = care::serialize(notice);
  if (!payload) return;
  const auto record =
      turn.desk.statements.by_staff(turn, session, record::Kind::OverrideNotice, team, *payload);
  note(turn, audit::overridden(actor_of(&session), team, id, record, message.override_reason));
  if (coordinator == turn.desk.agency() || !delivery::is_contact(turn.transaction, coordinator)) return;
  ship_governance(turn, coordinator, team);
  ship_statement(turn, coordinator, record, session.certificate(), delivery::Lane::First);
}

}  // namespace

Result<> send(Call& call, const SendRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  const auto state = team_state(turn, team);
  if (!state->is_member(call.desk.agency())) return EngineError::TeamEnded;
  TRY(const auto agencies, find_members(turn, *state, {request.to().begin(), request.to().end()}));
  TRY(auto message, draft(call, request, *state));
  const auto decisions =
      care::decide(*state, {call.desk.agency(), agencies, message.categories, message.purpose,
                            message.stated_at, unverified_in(turn, *state)});
  message.recipients = choose(decisions, request);
  if (message.recipients.empty()) {
    if (!request.dry_run()) note_denied(call, team, message.categories, decisions);
    refuse_for_consent(call, decisions);
    return {};
  }
  TRY_VOID(check_contacts(call.transaction, message.recipients));
  if (std::all_of(message.recipients.begin(), message.recipients.end(),
                  [](const auto& recipient) { return !recipient.consents.empty(); })) {
    message.override_reason.clear();  // nothing had to be overridden
  }
  TRY(auto payload, care::serialize(message));

  proto::api::Response response;
  auto& answer = *response.mutable_sent();
  for (const auto& decision : decisions)
    *answer.add_recipient() = describe_decision(call.transaction, decision);
  if (!request.dry_run()) {
    const auto id =
        call.desk.statements.by_staff(turn, *call.session, record::Kind::Message, team, std::move(payload));
    auto row = outgoing_row(call, team, message);
    enter_inbox(call.transaction, id, row, message.body);
    note_reader(call.transaction, id, call.session->staff());
    save_message_row(call.transaction, id, row);
    queue(turn, *call.session, team, id, message);
    if (message.is_override()) tell_coordinator(turn, *call.session, team, id, message, state->coordinator);
    answer.set_message_id(id.str());
  }
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
