#include "core/engine/commands/receipt_board.hpp"

#include "core/care/receipt.hpp"
#include "core/engine/care/hold_notices.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/record_store.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

void fill_state(proto::api::StateAnswer& out, Transaction& transaction, const RecordId& id,
                care::ReceiptState state) {
  out.set_state(std::string(care::receipt_state_code(state)));
  out.set_receipt_id(id.str());
  const auto stored = record::find_record(transaction, id);
  if (!stored) return;
  if (const auto receipt = care::parse_receipt(stored->record.record.payload)) {
    out.set_at(to_millis(receipt->stated_at));
    out.set_note(receipt->note);
  }
  if (const auto certificate =
          record::find_certificate(transaction, stored->record.record.staff_certificate)) {
    out.set_staff_id(certificate->staff.str());
    out.set_staff(certificate->name);
  }
}

/// What stands in for a receipt where there is none.
std::string state_without_receipt(Transaction& transaction, const MessageRecord& message,
                                  const AgencyId& recipient, bool ours) {
  if (const auto held = hold_reported_by(transaction, message.id, recipient)) {
    return care::concerns_coordinator(*held) ? "quarantined" : "held";
  }
  const bool disclosed =
      transaction.contains(Table::Disclosure, concat({message.id.bytes(), recipient.bytes()}));
  const bool came_back = !disclosed || is_undeliverable(transaction, message.id, recipient);
  return ours && came_back ? "undeliverable" : "queued";
}

/// What the agency stated about the message; gives the furthest.
std::optional<care::ReceiptState> fill_states(proto::api::ReceiptsAnswer& out, Transaction& transaction,
                                              const RecordId& message, const AgencyId& recipient) {
  std::set<care::ReceiptState> states;
  const Bytes prefix = concat({message.bytes(), recipient.bytes()});
  std::vector<std::pair<care::ReceiptState, RecordId>> rows;
  transaction.scan(Table::Receipt, KeyRange::prefix(prefix), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     rows.emplace_back(static_cast<care::ReceiptState>(key.back()), *RecordId::from(value));
                     return true;
                   });
  for (const auto& [state, id] : rows) {
    states.insert(state);
    fill_state(*out.add_states(), transaction, id, state);
  }
  return care::furthest(states);
}

void fill(proto::api::ReceiptsAnswer& out, Transaction& transaction, const MessageRecord& message,
          const AgencyId& recipient, bool ours) {
  out.set_agency_id(recipient.str());
  out.set_name(agency_name(transaction, recipient));
  fill_states(out, transaction, message.id, recipient);
  out.set_state(reached_state(transaction, message, recipient, ours));
}

/// Whose turn it became: told by a message of its own, or not told at all.
void fill(proto::api::ReceiptsAnswer& out, Transaction& transaction, const care::EscalationStep& step) {
  out.set_agency_id(step.agency->str());
  out.set_name(agency_name(transaction, *step.agency));
  out.set_step(step.step);
  out.set_disclosure(step.disclosure);
  out.set_state(step.disclosure == "sent" ? "queued" : step.disclosure);
  if (!step.forward) return;
  out.set_forward(step.forward->str());
  const auto furthest = fill_states(out, transaction, *step.forward, *step.agency);
  if (furthest) out.set_state(std::string(care::receipt_state_code(*furthest)));
}

/// What others said of a message that is not shown here tells what is in it.
void leave_out_notes(proto::api::ReceiptsAnswer& out) {
  for (auto& state : *out.mutable_states()) state.clear_note();
}

void mark_step(proto::api::ReceiptsAnswer& out, const std::vector<KnownStep>& steps, const AgencyId& agency) {
  for (const auto& known : steps) {
    if (known.step.agency != agency || out.step() != 0) continue;
    out.set_step(known.step.step);
    out.set_disclosure(known.step.disclosure);
  }
}

}  // namespace

std::string reached_state(Transaction& transaction, const MessageRecord& message, const AgencyId& recipient,
                          bool ours) {
  const auto furthest = care::furthest(receipts_so_far(transaction, message.id, recipient).states);
  return furthest ? std::string(care::receipt_state_code(*furthest))
                  : state_without_receipt(transaction, message, recipient, ours);
}

Result<> receipts(Call& call, const proto::api::ReceiptsRequest& request) {
  TRY(const auto id, find_message(call.transaction, request.message()));
  const auto message = load_message(call.transaction, id);
  if (!message) return EngineError::UnknownMessage;
  const auto steps = steps_of(call.transaction, id);
  const auto row = load_message_row(call.transaction, id);
  const bool is_hidden = row && is_kept_back(*row);
  for (const auto& recipient : message->content.recipients) {
    proto::api::Response response;
    fill(*response.mutable_receipts(), call.transaction, *message, recipient.agency,
         message->author == call.desk.agency());
    mark_step(*response.mutable_receipts(), steps, recipient.agency);
    if (is_hidden) leave_out_notes(*response.mutable_receipts());
    *response.mutable_receipts()->mutable_freshness() = describe_freshness(call.desk, message->content);
    call.reply(std::move(response));
  }
  for (const auto& known : steps) {
    const auto& agency = known.step.agency;
    const bool is_told_again = !known.step.forward && known.step.disclosure == "has-it";
    if (!agency || is_told_again || message->content.find(*agency) != nullptr) continue;
    proto::api::Response response;
    fill(*response.mutable_receipts(), call.transaction, known.step);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

}  // namespace tasuki::engine
