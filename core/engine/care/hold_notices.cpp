#include "core/engine/care/hold_notices.hpp"

#include "core/delivery/contact.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/record_store.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

namespace {

Bytes hold_key(const RecordId& message, const AgencyId& agency) {
  return concat({message.bytes(), agency.bytes()});
}

void tell(Turn& turn, const AgencyId& to, const TeamId& team, const RecordId& notice) {
  if (to == turn.desk.agency() || !delivery::is_contact(turn.transaction, to)) return;
  ship_governance(turn, to, team);
  ship_statement(turn, to, notice, {}, delivery::Lane::First);
}

}  // namespace

void send_hold_notice(Turn& turn, const MessageRecord& message, care::HoldReason reason) {
  auto payload = care::serialize(care::HoldNotice{turn.desk.clock.now(), message.id, reason});
  if (!payload) return;
  const auto notice =
      turn.desk.statements.by_node(turn, record::Kind::HoldNotice, message.team, std::move(*payload));
  tell(turn, message.author, message.team, notice);
  const auto coordinator = team_state(turn, message.team)->coordinator;
  if (care::concerns_coordinator(reason) && coordinator != message.author) {
    tell(turn, coordinator, message.team, notice);
  }
}

void take_hold_notice(Turn& turn, const record::SignedRecord& record) {
  const auto notice = care::parse_hold_notice(record.record.payload);
  if (!notice || !record.record.by_node()) return;
  const auto message = load_message(turn.transaction, notice->message);
  const bool ours = message && message->author == turn.desk.agency() &&
                    message->content.find(record.record.author) != nullptr;
  const auto state = team_state(turn, record.record.team);
  const bool as_coordinator =
      state->coordinator == turn.desk.agency() && state->is_member(record.record.author);
  if (!ours && !as_coordinator) return;
  if (record::was_received(turn.transaction, record.id)) return;
  store_received(turn, record, record.record.author);
  const auto reason = static_cast<std::uint8_t>(notice->reason);
  if (ours) {
    arrived_after_all(turn.transaction, notice->message, record.record.author);
    turn.transaction.put(Table::HoldReported, hold_key(notice->message, record.record.author),
                         ByteView(&reason, 1));
  }
  const bool violation = care::concerns_coordinator(notice->reason);
  note(turn, audit::hold_reported(record.record.author, notice->message,
                                  violation ? "violation" : "ended-in-flight"));
  tell_hold(turn, notice->message, record.record.team, record.record.author,
            violation ? "violation" : "held");
}

std::optional<care::HoldReason> hold_reported_by(Transaction& transaction, const RecordId& message,
                                                 const AgencyId& agency) {
  const auto reason = transaction.get(Table::HoldReported, hold_key(message, agency));
  if (!reason || reason->size() != 1) return std::nullopt;
  return static_cast<care::HoldReason>(reason->front());
}

}  // namespace tasuki::engine
