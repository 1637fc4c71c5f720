#include "core/engine/events_out.hpp"

#include "core/engine/care/message_row.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/signs/alerts.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

proto::api::EventAnswer event_at_now(const Turn& turn, std::string_view name) {
  proto::api::EventAnswer event;
  event.set_event(std::string(name));
  event.set_at(to_millis(turn.desk.clock.now()));
  return event;
}

bool is_alert(const MessageRecord& message) {
  return std::holds_alternative<care::Alert>(message.content.form);
}

std::string_view name_of(const MessageRecord& message, const proto::state::MessageState& row) {
  if (is_kept_back(row)) return row.state() == "held" ? "held" : "violation";
  if (!is_alert(message)) return "message";
  return row.alert_again() ? "alert-again" : "alert";
}

void add_sign(Turn& turn, const MessageRecord& message, proto::api::EventAnswer& event) {
  const auto about = about_sign(turn, message);
  if (!about) return;
  event.set_sign_id(about->sign.str());
  if (about->episode) event.set_episode_id(about->episode->str());
  event.set_stage(std::get<care::Alert>(message.content.form).stage);
}

void tell(Turn& turn, const proto::api::EventAnswer& event) { turn.desk.watchers.tell(turn.effects, event); }

}  // namespace

void tell_message(Turn& turn, const MessageRecord& message, const proto::state::MessageState& row) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, name_of(message, row));
  event.set_message_id(message.id.str());
  event.set_team_id(message.team.str());
  event.set_agency_id(message.author.str());
  event.set_urgency(std::string(care::urgency_code(message.content.urgency)));
  event.set_state(row.state());
  if (is_alert(message) && !is_kept_back(row)) add_sign(turn, message, event);
  tell(turn, event);
}

void tell_receipt(Turn& turn, const RecordId& message, const TeamId& team, const AgencyId& author,
                  care::ReceiptState state, const RecordId& receipt) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, "receipt");
  event.set_message_id(message.str());
  event.set_team_id(team.str());
  event.set_agency_id(author.str());
  event.set_record_id(receipt.str());
  event.set_state(std::string(care::receipt_state_code(state)));
  tell(turn, event);
}

void tell_call(Turn& turn, const RecordId& message, const TeamId& team, const AgencyId& author,
               const RecordId& call) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, "call");
  event.set_message_id(message.str());
  event.set_team_id(team.str());
  event.set_agency_id(author.str());
  event.set_record_id(call.str());
  tell(turn, event);
}

void tell_escalation(Turn& turn, const TeamId& team, const care::EscalationStep& step,
                     const RecordId& record) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, "escalation");
  event.set_message_id(step.message.str());
  event.set_team_id(team.str());
  if (step.agency) event.set_agency_id(step.agency->str());
  event.set_record_id(record.str());
  event.set_urgency(std::string(care::urgency_code(care::Urgency::Phone)));
  event.set_state(step.disclosure);
  event.set_step(step.step);
  tell(turn, event);
}

void tell_taken(Turn& turn, const MessageRecord& message, const AgencyId& by, const RecordId& receipt) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, "taken");
  event.set_message_id(message.id.str());
  event.set_team_id(message.team.str());
  event.set_agency_id(by.str());
  event.set_record_id(receipt.str());
  tell(turn, event);
}

void tell_governance(Turn& turn, const TeamId& team, const AgencyId& author, const RecordId& record,
                     std::string_view name) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, name);
  event.set_team_id(team.str());
  event.set_agency_id(author.str());
  event.set_record_id(record.str());
  tell(turn, event);
}

void tell_hold(Turn& turn, const RecordId& message, const TeamId& team, const AgencyId& by,
               std::string_view name) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, name);
  event.set_message_id(message.str());
  event.set_team_id(team.str());
  event.set_agency_id(by.str());
  tell(turn, event);
}

void tell_overdue_message(Turn& turn, const MessageRecord& message, const AgencyId& agency,
                          std::string_view name) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, name);
  event.set_message_id(message.id.str());
  event.set_team_id(message.team.str());
  event.set_agency_id(agency.str());
  event.set_urgency(std::string(care::urgency_code(message.content.urgency)));
  tell(turn, event);
}

void tell_audit_conflict(Turn& turn, const AgencyId& agency, std::string_view code) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, "audit-conflict");
  event.set_agency_id(agency.str());
  event.set_state(std::string(code));
  tell(turn, event);
}

void tell_peer(Turn& turn, const AgencyId& peer, bool up) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, up ? "peer-up" : "peer-down");
  event.set_agency_id(peer.str());
  tell(turn, event);
}

void tell_introduced(Turn& turn, const AgencyId& agency, const AgencyId& introducer) {
  if (turn.desk.watchers.none()) return;
  auto event = event_at_now(turn, "introduced");
  event.set_agency_id(agency.str());
  event.set_introduced_by(introducer.str());
  tell(turn, event);
}

}  // namespace tasuki::engine
