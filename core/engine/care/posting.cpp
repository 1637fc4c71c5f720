#include "core/engine/care/posting.hpp"

#include <algorithm>

#include "core/audit/disclosure.hpp"
#include "core/care/duty/deadlines.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/override_notices.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/error.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/record/successions.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/team_state.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

void note_denied(Turn& turn, const LoginSession* session, const Posting& posting,
                 const std::vector<care::Decision>& decisions) {
  std::vector<audit::Denied> denied;
  for (const auto& decision : decisions) {
    if (decision.permitted) continue;
    denied.push_back(
        {decision.recipient, std::string(decision.reason ? care::deny_reason_code(*decision.reason) : "")});
  }
  note(turn, audit::sending_denied(actor_of(session), posting.team, denied, posting.message.categories));
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
                                           const Posting& posting) {
  std::vector<care::MessageRecipient> recipients;
  for (const auto& decision : decisions) {
    if (decision.permitted) {
      recipients.push_back({decision.recipient, decision.consents});
    } else if (posting.message.is_override() && overridable(decision)) {
      recipients.push_back({decision.recipient, {}});
    } else if (!posting.permitted_only) {
      return {};
    }
  }
  return recipients;
}

proto::state::MessageState outgoing_row(const Turn& turn, const TeamId& team, const care::Message& message) {
  proto::state::MessageState row;
  row.set_outgoing(true);
  row.set_state("sent");
  row.set_received_at(to_millis(turn.desk.clock.now()));
  row.set_team_id(team.str());
  row.set_phone(message.urgency == care::Urgency::Phone);
  row.set_waiting_for(static_cast<std::uint32_t>(message.recipients.size()));
  row.set_from(turn.desk.agency().str());
  return row;
}

void queue(Turn& turn, const LoginSession* session, const TeamId& team, const RecordId& id,
           const care::Message& message) {
  const auto lane =
      message.urgency == care::Urgency::Phone ? delivery::Lane::First : delivery::Lane::Ordinary;
  for (const auto& recipient : message.recipients) {
    ship_governance(turn, recipient.agency, team);
    ship_label(turn, recipient.agency, team);
    if (session != nullptr)
      ship_certificate(turn, recipient.agency, session->certificate(), turn.desk.agency());
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
    note(turn, audit::disclosed(actor_of(session), disclosure));
  }
}

RecordId state_message(Turn& turn, const LoginSession* session, const TeamId& team, Bytes payload) {
  auto& statements = turn.desk.statements;
  return session != nullptr
             ? statements.by_staff(turn, *session, record::Kind::Message, team, std::move(payload))
             : statements.by_node(turn, record::Kind::Message, team, std::move(payload));
}

}  // namespace

std::vector<care::Decision> decide_posting(Turn& turn, const Posting& posting) {
  const auto state = team_state(turn, posting.team);
  return care::decide(*state,
                      {turn.desk.agency(), posting.to, posting.message.categories, posting.message.purpose,
                       posting.message.stated_at, unverified_in(turn, *state)});
}

Result<Posted> post(Turn& turn, const LoginSession* session, Posting posting) {
  const auto state = team_state(turn, posting.team);
  if (!state->is_member(turn.desk.agency())) return EngineError::TeamEnded;
  auto& message = posting.message;
  message.heads = state->heads;
  if (message.urgency == care::Urgency::Phone && !message.accept_by)
    message.accept_by =
        care::duty::accept_by(*state, message.urgency, turn.desk.settings.calendar, message.stated_at);
  Posted posted{decide_posting(turn, posting), std::nullopt, {}};
  message.recipients = choose(posted.decisions, posting);
  if (message.recipients.empty()) {
    if (!posting.dry_run) note_denied(turn, session, posting, posted.decisions);
    return posted;
  }
  TRY_VOID(check_contacts(turn.transaction, message.recipients));
  if (std::ranges::all_of(message.recipients, [](const auto& to) { return !to.consents.empty(); })) {
    message.override_reason.clear();  // nothing had to be overridden
  }
  TRY(auto payload, care::serialize(message));
  for (const auto& recipient : message.recipients) posted.to.insert(recipient.agency);
  posted.accept_by = message.accept_by;
  if (posting.dry_run) return posted;

  const auto id = state_message(turn, session, posting.team, std::move(payload));
  auto row = outgoing_row(turn, posting.team, message);
  enter_inbox(turn.transaction, id, row, care::texts_of(message));
  if (session != nullptr) note_reader(turn.transaction, id, session->staff());
  save_message_row(turn.transaction, id, row);
  queue(turn, session, posting.team, id, message);
  if (message.is_override() && session != nullptr)
    send_override_notice(turn, *session, posting.team, id, message);
  const MessageRecord record{
      id, posting.team, turn.desk.agency(), session != nullptr ? session->certificate() : CertificateHash{},
      {}, message};
  keep_form(turn, record);
  begin_escalation(turn, record);
  posted.id = id;
  return posted;
}

}  // namespace tasuki::engine
