#include "core/engine/delivery/own_records.hpp"

#include "core/audit/disclosure.hpp"
#include "core/care/call_record.hpp"
#include "core/care/receipt.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/calls.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/signs/alerts.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

void keep(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  store_received(turn, record, peer);
  note(turn, audit::taken_back(peer, record.id));
}

/// Whoever wrote or opened it knows its text.
void note_its_reader(Turn& turn, const record::SignedRecord& record, const RecordId& message) {
  const auto certificate = record::find_certificate(turn.transaction, record.record.staff_certificate);
  if (certificate) note_reader(turn.transaction, message, certificate->staff);
}

proto::state::MessageState row_of(const AgencyId& self, const MessageRecord& message) {
  proto::state::MessageState row;
  row.set_outgoing(true);
  row.set_state("sent");
  row.set_received_at(to_millis(message.content.stated_at));
  row.set_team_id(message.team.str());
  row.set_phone(message.content.urgency == care::Urgency::Phone);
  row.set_from(self.str());
  return row;
}

void send_to_the_others(Turn& turn, const AgencyId& peer, const MessageRecord& message) {
  const bool phone = message.content.urgency == care::Urgency::Phone;
  for (const auto& recipient : message.content.recipients) {
    audit::record_disclosure(turn.transaction,
                             {message.id, message.team, recipient.agency, message.content.categories,
                              std::string(care::legal_basis(message.content, recipient.agency)),
                              recipient.consents, message.content.stated_at});
    begin_lifetime(turn, message.id, recipient.agency, message.content.stated_at);
    if (recipient.agency == peer) continue;  // it has it
    begin_lifetime_again(turn, message.id, recipient.agency);
    if (!delivery::is_contact(turn.transaction, recipient.agency)) continue;
    ship_governance(turn, recipient.agency, message.team);
    ship_certificate(turn, recipient.agency, message.certificate, message.author);
    proto::state::OutboxItem item;
    item.set_message(message.id.str());
    item.set_again(true);
    item.set_since(to_millis(turn.desk.clock.now()));
    item.set_phone(phone);
    delivery::enqueue(turn.transaction, recipient.agency,
                      phone ? delivery::Lane::First : delivery::Lane::Ordinary, item);
  }
}

void take_back_message(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto message = read_message(record);
  if (!message || load_message_row(turn.transaction, record.id)) return;
  keep(turn, peer, record);
  auto row = row_of(turn.desk.agency(), *message);
  row.set_alert_again(was_shown_before(turn, *message));
  enter_inbox(turn.transaction, record.id, row, care::texts_of(message->content));
  save_message_row(turn.transaction, record.id, row);
  note_its_reader(turn, record, record.id);
  keep_form(turn, *message);
  begin_escalation(turn, *message);
  send_to_the_others(turn, peer, *message);
  take_what_waited_for(turn, record.id.bytes());
}

void take_back_receipt(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto receipt = care::parse_receipt(record.record.payload);
  if (!receipt) return;
  auto row = load_message_row(turn.transaction, receipt->message);
  if (!row) return keep_until(turn, receipt->message.bytes(), peer, record);
  keep(turn, peer, record);
  if (!keep_receipt(turn, receipt->message, turn.desk.agency(), receipt->state, record.id)) return;
  if (receipt->state == care::ReceiptState::Opened) note_its_reader(turn, record, receipt->message);
  const auto so_far = receipts_so_far(turn.transaction, receipt->message, turn.desk.agency());
  const auto furthest = care::furthest(so_far.states);
  if (is_kept_back(*row) || !furthest) return;
  row->set_state(std::string(care::receipt_state_code(*furthest)));
  save_message_row(turn.transaction, receipt->message, *row);
}

void take_back_call(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto call = care::parse_call_record(record.record.payload);
  if (!call) return;
  if (!load_message_row(turn.transaction, call->message))
    return keep_until(turn, call->message.bytes(), peer, record);
  keep(turn, peer, record);
  keep_call(turn, call->message, record.id);
}

}  // namespace

void take_back(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto& number = record.countersignature;
  if (!number || number->number.incarnation >= turn.desk.identity->incarnation) return;
  if (record::was_received(turn.transaction, record.id)) return;
  switch (record.record.kind) {
    case record::Kind::Message:
      return take_back_message(turn, peer, record);
    case record::Kind::Receipt:
      return take_back_receipt(turn, peer, record);
    case record::Kind::CallRecord:
      return take_back_call(turn, peer, record);
    case record::Kind::EscalationStep:
      return take_back_step(turn, peer, record);
    case record::Kind::Label:
      keep(turn, peer, record);
      return take_back_label(turn, record);
    case record::Kind::OverrideNotice:
      return keep(turn, peer, record);
    default:
      return;  // what never leaves its node, and what the node states anew
  }
}

}  // namespace tasuki::engine
