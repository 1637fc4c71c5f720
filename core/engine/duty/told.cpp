#include "core/engine/duty/told.hpp"

#include <algorithm>

#include "core/care/escalation_step.hpp"
#include "core/care/receipt.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

Speaker speaker_in(const MessageRecord& message, const AgencyId& agency) {
  if (message.author == agency) return Speaker::Sender;
  return message.content.find(agency) != nullptr ? Speaker::Recipient : Speaker::Stranger;
}

/// In what was forwarded to us, by the word of whoever forwarded it.
Speaker speaker_by(const MessageRecord& forward, const AgencyId& agency) {
  const auto& form = std::get<care::Forward>(forward.content.form);
  if (form.author == agency) return Speaker::Sender;
  return std::ranges::binary_search(form.holders, agency) ? Speaker::Recipient : Speaker::Stranger;
}

struct Said {
  std::optional<TeamId> team;
  Speaker speaker;
};

/// Of a message that is here, or is forwarded to us.
std::optional<Said> said_in_message(Turn& turn, const RecordId& id, const AgencyId& agency) {
  if (const auto message = load_message(turn.transaction, id))
    return Said{message->team, speaker_in(*message, agency)};
  if (const auto forward = our_forward(turn, id)) return Said{forward->team, speaker_by(*forward, agency)};
  return std::nullopt;
}

std::optional<Said> said_of(Turn& turn, const RecordId& about, const AgencyId& agency) {
  const auto forwarded = find_forward(turn.transaction, about);
  if (!forwarded || load_message(turn.transaction, about)) return said_in_message(turn, about, agency);
  auto said =
      said_in_message(turn, forwarded->message, agency).value_or(Said{std::nullopt, Speaker::Stranger});
  if (said.speaker != Speaker::Stranger) said.speaker = Speaker::Sender;
  if (forwarded->agency == agency) said.speaker = Speaker::Recipient;
  return said;
}

/// Whom a step is about knows of it by what forwards it to them.
bool is_about(const record::SignedRecord& record, const AgencyId& agency) {
  if (record.record.author == agency) return true;
  if (record.record.kind != record::Kind::EscalationStep) return false;
  const auto step = care::parse_escalation_step(record.record.payload);
  return step && step->agency == agency;
}

/// They may believe that it has it.
bool gives_back(Transaction& transaction, const care::Receipt& receipt, const AgencyId& author) {
  if (receipt.state != care::ReceiptState::Declined) return false;
  return receipts_so_far(transaction, receipt.message, author).states.contains(care::ReceiptState::Accepted);
}

}  // namespace

std::optional<MessageRecord> our_forward(Turn& turn, const RecordId& message) {
  for (const auto& forwarded : forwards_of(turn.transaction, message)) {
    if (forwarded.agency != turn.desk.agency()) continue;
    auto forward = load_message(turn.transaction, forwarded.forward);
    if (forward && std::holds_alternative<care::Forward>(forward->content.form)) return forward;
  }
  return std::nullopt;
}

std::optional<Speaker> speaker_of(Turn& turn, const record::SignedRecord& record, const RecordId& about) {
  const auto said = said_of(turn, about, record.record.author);
  if (!said) return std::nullopt;
  const bool other_team = said->team && *said->team != record.record.team;
  return other_team ? Speaker::Stranger : said->speaker;
}

std::set<AgencyId> told_of(Transaction& transaction, const RecordId& message) {
  std::set<AgencyId> told;
  for (const auto& forwarded : forwards_of(transaction, escalated_message(transaction, message)))
    told.insert(forwarded.agency);
  return told;
}

bool concerns_those_told(Transaction& transaction, const record::SignedRecord& record) {
  switch (record.record.kind) {
    case record::Kind::CallRecord:
      return true;
    case record::Kind::EscalationStep: {
      const auto step = care::parse_escalation_step(record.record.payload);
      return step && step->forward;
    }
    case record::Kind::Receipt: {
      const auto receipt = care::parse_receipt(record.record.payload);
      return receipt &&
             (care::takes_on(receipt->state) || gives_back(transaction, *receipt, record.record.author));
    }
    default:
      return false;
  }
}

void hand_on_to_those_told(Turn& turn, const record::SignedRecord& record, const RecordId& about) {
  if (!concerns_those_told(turn.transaction, record)) return;
  const auto first = escalated_message(turn.transaction, about);
  for (const auto& forwarded : forwards_of(turn.transaction, first)) {
    if (is_about(record, forwarded.agency)) continue;
    const auto forward = load_message(turn.transaction, forwarded.forward);
    if (!forward || forward->author != turn.desk.agency()) continue;
    if (delivery::is_contact(turn.transaction, forwarded.agency))
      hand_on(turn, forwarded.agency, record, delivery::Lane::First);
  }
}

void hand_on_earlier_forwards(Turn& turn, const RecordId& message, const AgencyId& to) {
  for (const auto& known : steps_of(turn.transaction, message)) {
    if (!known.step.forward || known.step.agency == to) continue;
    if (const auto stored = record::find_record(turn.transaction, known.record))
      hand_on(turn, to, stored->record, delivery::Lane::First);
  }
}

}  // namespace tasuki::engine
