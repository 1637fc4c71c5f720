#include "core/engine/care/messages.hpp"

#include "core/base/protobuf.hpp"
#include "core/care/arrival.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/care/hold_notices.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/alerts.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/record/governance_wants.hpp"
#include "core/engine/record/shown_heads.hpp"
#include "core/engine/record/successions.hpp"
#include "core/engine/record/teams.hpp"
#include "core/engine/signs/alerts.hpp"
#include "core/record/ledger.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

Bytes held_key(const TeamId& team, const RecordId& message) {
  return concat({team.bytes(), message.bytes()});
}

care::Judgement judge(Turn& turn, const MessageRecord& message) {
  const auto at_heads = state_at(turn, message.team, message.content.heads);
  const auto at_present = team_state(turn, message.team);
  const care::Arrival arrival{message.content,
                              message.author,
                              turn.desk.agency(),
                              at_heads.get(),
                              *at_present,
                              are_stale(turn, message),
                              is_unverified(turn, *at_present, message.author),
                              turn.desk.clock.now()};
  return care::judge_arrival(arrival);
}

void deliver(Turn& turn, const MessageRecord& message, proto::state::MessageState& row) {
  if (!row.held_reason().empty()) note(turn, audit::message_released(message.author, message.id));
  row.set_state("delivered");
  row.clear_held_reason();
  row.set_alert_again(was_shown_before(turn, message));
  turn.transaction.erase(Table::Held, held_key(message.team, message.id));
  const auto text = care::texts_of(message.content);
  if (row.inbox_number() == 0) {
    enter_inbox(turn.transaction, message.id, row, text);
  } else {
    turn.transaction.unindex_text(row.inbox_number());
    turn.transaction.index_text(row.inbox_number(), text);
  }
  save_message_row(turn.transaction, message.id, row);
  keep_form(turn, message);
  if (const auto* forward = std::get_if<care::Forward>(&message.content.form))
    keep_forward(turn.transaction, {message.id, forward->message, turn.desk.agency()});
  begin_escalation(turn, message);
  (void)state_receipt(turn, message.id, care::ReceiptState::Delivered, {}, nullptr);
  take_what_waited_for(turn, message.id.bytes());
  if (const auto* forward = std::get_if<care::Forward>(&message.content.form))
    take_what_waited_for(turn, forward->message.bytes());
}

void want_missing(Turn& turn, const MessageRecord& message) {
  want_governance(turn, message.author, message.team,
                  record::absent_from_ledger(turn.transaction, message.team, message.content.heads));
}

/// False where it was held for the same reason before.
bool hold(Turn& turn, const MessageRecord& message, care::Verdict verdict, proto::state::MessageState& row) {
  const auto reason = care::hold_reason(verdict);
  const bool quarantined = reason && care::concerns_coordinator(*reason);
  const std::string code(care::held_reason_code(verdict));
  if (row.held_reason() == code) return false;
  row.set_state(quarantined ? "quarantined" : "held");
  row.set_held_reason(code);
  if (row.inbox_number() == 0) enter_inbox(turn.transaction, message.id, row, {});
  save_message_row(turn.transaction, message.id, row);
  turn.transaction.put(Table::Held, held_key(message.team, message.id), as_bytes(code));
  note(turn, audit::message_held(message.author, message.id, code));
  if (reason) send_hold_notice(turn, message, *reason);
  if (verdict == care::Verdict::MissingGovernance) want_missing(turn, message);
  return true;
}

void settle(Turn& turn, const MessageRecord& message, proto::state::MessageState& row) {
  const auto judgement = judge(turn, message);
  if (care::is_accepted(judgement.verdict)) {
    deliver(turn, message, row);
  } else if (!hold(turn, message, judgement.verdict, row)) {
    return;
  }
  tell_message(turn, message, row);
  alert_to_message(turn, message);
}

void judge_again(Turn& turn, const KeyRange& range) {
  std::vector<RecordId> held;
  turn.transaction.scan(Table::Held, range, Order::Ascending, [&](ByteView key, ByteView) {
    held.push_back(*RecordId::from(key.subspan(TeamId::kSize)));
    return true;
  });
  for (const auto& id : held) {
    auto row = load_message_row(turn.transaction, id);
    const auto message = load_message(turn.transaction, id);
    if (row && message) settle(turn, *message, *row);
  }
}

}  // namespace

Result<MessageRecord> read_message(const record::SignedRecord& record) {
  TRY(auto content, care::parse_message(record.record.payload));
  return MessageRecord{record.id,
                       record.record.team,
                       record.record.author,
                       record.record.staff_certificate,
                       record.countersignature ? record.countersignature->number : record::RecordNumber{},
                       std::move(content)};
}

std::optional<MessageRecord> load_message(Transaction& transaction, const RecordId& id) {
  const auto stored = record::find_record(transaction, id);
  if (!stored || stored->record.record.kind != record::Kind::Message) return std::nullopt;
  auto message = read_message(stored->record);
  if (!message) return std::nullopt;
  return std::move(*message);
}

void take_message(Turn& turn, const record::SignedRecord& record) {
  if (load_message_row(turn.transaction, record.id) || record::was_received(turn.transaction, record.id))
    return;
  const auto message = read_message(record);
  if (!message || message->content.find(turn.desk.agency()) == nullptr) return;
  if (record.record.by_node() && !care::may_be_by_node(message->content)) return;
  store_received(turn, record, record.record.author);
  proto::state::MessageState row;
  row.set_received_at(to_millis(turn.desk.clock.now()));
  row.set_team_id(message->team.str());
  row.set_phone(message->content.urgency == care::Urgency::Phone);
  row.set_from(message->author.str());
  settle(turn, *message, row);
}

void judge_held_again(Turn& turn, const TeamId& team) { judge_again(turn, KeyRange::prefix(team.bytes())); }

void judge_all_held_again(Turn& turn) { judge_again(turn, KeyRange::all()); }

}  // namespace tasuki::engine
