#include "core/engine/care/receipts.hpp"

#include <algorithm>

#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/delivery/early.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/told.hpp"
#include "core/engine/duty/who_took.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/handoff/handoffs.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

Bytes receipt_key(const RecordId& message, const AgencyId& agency, care::ReceiptState state) {
  const auto number = static_cast<std::uint8_t>(state);
  return concat({message.bytes(), agency.bytes(), ByteView(&number, 1)});
}

/// Whoever rang, and whether about the message itself or what forwards it.
bool has_call_record(Transaction& transaction, const RecordId& message) {
  return std::ranges::any_of(same_matter(transaction, message), [&](const RecordId& each) {
    return transaction.count(Table::Call, KeyRange::prefix(each.bytes())) > 0;
  });
}

bool says_something(const std::string& said) {
  return said.find_first_not_of(" \t\r\n") != std::string::npos;
}

/// What a life may hang on is said back, in words.
Result<> check_read_back(Transaction& transaction, const RecordId& id, const std::string& said) {
  const auto message = load_message(transaction, id);
  if (!says_something(said) && message && needs_read_back(*message)) return EngineError::ReadBackMissing;
  return {};
}

/// It came before what was accepted, and did not concern those told until now. First, so that nobody is told
/// of what is not so any more.
void hand_on_earlier_decline(Turn& turn, const RecordId& message, const AgencyId& by) {
  const auto id =
      turn.transaction.get(Table::Receipt, receipt_key(message, by, care::ReceiptState::Declined));
  const auto stored = id ? record::find_record(turn.transaction, *RecordId::from(*id)) : std::nullopt;
  if (stored) hand_on_to_those_told(turn, stored->record, message);
}

std::set<AgencyId> readers_of(Turn& turn, const MessageRecord& about, bool those_told) {
  std::set<AgencyId> readers{about.author};
  for (const auto& recipient : about.content.recipients) readers.insert(recipient.agency);
  if (const auto* forward = std::get_if<care::Forward>(&about.content.form))
    readers.insert(forward->holders.begin(), forward->holders.end());
  if (those_told) readers.merge(told_of(turn.transaction, about.id));
  readers.erase(turn.desk.agency());
  return readers;
}

}  // namespace

bool keep_receipt(Turn& turn, const RecordId& message, const AgencyId& agency, care::ReceiptState state,
                  const RecordId& receipt) {
  const Bytes key = receipt_key(message, agency, state);
  if (turn.transaction.contains(Table::Receipt, key)) return false;
  turn.transaction.put(Table::Receipt, key, receipt.bytes());
  escalation_has_news(turn, message);
  if (state == care::ReceiptState::Declined) go_on_if_given_back(turn, message);
  return true;
}

care::ReceiptsSoFar receipts_so_far(Transaction& transaction, const RecordId& message,
                                    const AgencyId& agency) {
  care::ReceiptsSoFar so_far;
  const Bytes prefix = concat({message.bytes(), agency.bytes()});
  transaction.scan(Table::Receipt, KeyRange::prefix(prefix), Order::Ascending, [&](ByteView key, ByteView) {
    so_far.states.insert(static_cast<care::ReceiptState>(key.back()));
    return true;
  });
  const auto row = load_message_row(transaction, message);
  so_far.phone = row && row->phone();
  so_far.call_record = so_far.phone && has_call_record(transaction, message);
  return so_far;
}

Result<RecordId> state_receipt(Turn& turn, const RecordId& message, care::ReceiptState state,
                               const std::string& said, const LoginSession* session) {
  auto row = load_message_row(turn.transaction, message);
  if (!row) return EngineError::UnknownMessage;
  if (row->outgoing()) return EngineError::OwnMessage;
  if (is_kept_back(*row)) return EngineError::MessageHeld;
  const auto& self = turn.desk.agency();
  auto so_far = receipts_so_far(turn.transaction, message, self);
  so_far.says_outcome = says_something(said);
  TRY_VOID(care::check_transition(so_far, state));
  const bool gives_back =
      state == care::ReceiptState::Declined && so_far.states.contains(care::ReceiptState::Accepted);
  if (state == care::ReceiptState::Accepted) TRY_VOID(check_read_back(turn.transaction, message, said));
  TRY(auto payload, care::serialize(care::Receipt{turn.desk.clock.now(), message, state, said}));
  const TeamId team = *TeamId::from(row->team_id());
  auto& statements = turn.desk.statements;
  const auto id = session != nullptr
                      ? statements.by_staff(turn, *session, record::Kind::Receipt, team, std::move(payload))
                      : statements.by_node(turn, record::Kind::Receipt, team, std::move(payload));
  keep_receipt(turn, message, self, state, id);
  note(turn, audit::receipt_given(actor_of(session), message, id, care::receipt_state_code(state)));
  row->set_state(std::string(care::receipt_state_code(state)));
  save_message_row(turn.transaction, message, *row);
  ship_about_message(turn, {id, session != nullptr ? session->certificate() : CertificateHash{}, message,
                            care::takes_on(state) || gives_back});
  return id;
}

void take_receipt(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto receipt = care::parse_receipt(record.record.payload);
  if (!receipt || !care::check_receipt_author(receipt->state, !record.record.by_node())) return;
  const auto speaker = speaker_of(turn, record, receipt->message);
  if (!speaker) return keep_early(turn, receipt->message.bytes(), {record.record.author, peer}, record);
  if (*speaker != Speaker::Recipient) return;
  if (!keep_receipt(turn, receipt->message, record.record.author, receipt->state, record.id)) return;
  store_received(turn, record, record.record.author);
  arrived_after_all(turn.transaction, receipt->message, record.record.author);
  note(turn, audit::receipt_received(record.record.author, receipt->message, record.id,
                                     care::receipt_state_code(receipt->state)));
  tell_receipt(turn, receipt->message, record.record.team, record.record.author, receipt->state, record.id);
  if (care::takes_on(receipt->state)) tell_if_taken(turn, receipt->message, record.record.author, record.id);
  if (receipt->state == care::ReceiptState::Accepted)
    hand_on_earlier_decline(turn, receipt->message, record.record.author);
  hand_on_to_those_told(turn, record, receipt->message);
}

void ship_about_message(Turn& turn, const Statement& statement) {
  const auto about = load_message(turn.transaction, statement.message);
  if (!about) return;
  const bool phone = about->content.urgency == care::Urgency::Phone;
  const auto lane = phone ? delivery::Lane::First : delivery::Lane::Ordinary;
  std::vector<AgencyId> unknown;
  for (const auto& reader : readers_of(turn, *about, statement.concerns_those_told)) {
    if (delivery::is_contact(turn.transaction, reader)) {
      ship_statement(turn, reader, statement.record, statement.certificate, lane);
    } else {
      unknown.push_back(reader);
    }
  }
  if (!unknown.empty() && delivery::is_contact(turn.transaction, about->author)) {
    ship_to_be_handed_on(turn, about->author, statement.record, statement.certificate, unknown, lane);
  }
}

}  // namespace tasuki::engine
