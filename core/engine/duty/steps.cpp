#include "core/engine/duty/steps.hpp"

#include <algorithm>
#include <set>

#include "core/delivery/contact.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/delivery/early.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/alerts.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/told.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

Bytes step_key(const RecordId& message, std::uint32_t step, const AgencyId& by) {
  Bytes number;
  append_u32(number, step);
  return concat({message.bytes(), number, by.bytes()});
}

/// Whether `agency` was told the message by a step below `step`.
bool was_told_before(Transaction& transaction, const RecordId& message, std::uint32_t step,
                     const AgencyId& agency) {
  return std::ranges::any_of(steps_of(transaction, message), [&](const KnownStep& known) {
    return known.step.step < step && known.step.agency == agency &&
           (known.step.disclosure == "sent" || known.step.disclosure == "has-it");
  });
}

bool may_state(Turn& turn, const MessageRecord& message, const AgencyId& agency, std::uint32_t step) {
  return agency == message.author || message.content.find(agency) != nullptr ||
         agency == coordinator_of(turn, message) ||
         was_told_before(turn.transaction, message.id, step, agency);
}

/// The team, where `author` may state a step of that message; nothing: it counts for nothing here.
std::optional<TeamId> team_for(Turn& turn, const care::EscalationStep& step, const AgencyId& author) {
  if (const auto message = load_message(turn.transaction, step.message))
    return may_state(turn, *message, author, step.step) ? std::optional(message->team) : std::nullopt;
  const auto forward = our_forward(turn, step.message);
  const auto* form = forward ? std::get_if<care::Forward>(&forward->content.form) : nullptr;
  if (form == nullptr || std::ranges::find(form->holders, author) == form->holders.end()) return std::nullopt;
  return forward->team;
}

bool is_known_here(Turn& turn, const RecordId& message) {
  return load_message(turn.transaction, message) || our_forward(turn, message);
}

/// It was passed over before it was forwarded to us: no news to anybody here.
bool is_past(Turn& turn, const care::EscalationStep& step) {
  const auto forward = our_forward(turn, step.message);
  return forward && std::get<care::Forward>(forward->content.form).step > step.step;
}

/// Whether, when nobody is left, it is for us to ring the emergency number.
bool is_to_call(Turn& turn, const TeamId& team, const RecordId& id) {
  const auto message = load_message(turn.transaction, id);
  return (message && message->author == turn.desk.agency()) ||
         team_state(turn, team)->coordinator == turn.desk.agency();
}

/// Not somebody else's message, whose receipts would count for this one.
bool is_no_other_message(Transaction& transaction, const care::EscalationStep& step) {
  if (*step.forward == step.message) return false;
  const auto there = load_message(transaction, *step.forward);
  if (!there) return true;
  const auto* form = std::get_if<care::Forward>(&there->content.form);
  return form != nullptr && form->message == step.message;
}

/// The coordinator is told that nobody is left, also of a message that it may not have.
bool is_told_as_coordinator(Turn& turn, const record::SignedRecord& record,
                            const care::EscalationStep& step) {
  if (step.agency || is_known_here(turn, step.message)) return false;
  const auto team = team_state(turn, record.record.team);
  return team->coordinator == turn.desk.agency() && team->is_member(record.record.author);
}

/// It is looked at again when the message comes after all: only then it counts.
void tell_coordinator_of_end(Turn& turn, const AgencyId& peer, const record::SignedRecord& record,
                             const care::EscalationStep& step) {
  keep_early(turn, step.message.bytes(), {record.record.author, peer}, record);
  note(turn, escalated(audit::by_agency(record.record.author), record.id, step));
  tell_escalation(turn, record.record.team, step, record.id);
  alert_to_step(turn, record.record.team, step, true);
}

}  // namespace

audit::Draft escalated(const audit::Actor& actor, const RecordId& record, const care::EscalationStep& step) {
  return audit::escalated(actor, step.message, record, step.agency,
                          {step.step, step.reason, step.disclosure});
}

AgencyId coordinator_of(Turn& turn, const MessageRecord& message) {
  const auto at_heads = state_at(turn, message.team, message.content.heads);
  return at_heads ? at_heads->coordinator : team_state(turn, message.team)->coordinator;
}

std::vector<KnownStep> steps_of(Transaction& transaction, const RecordId& message) {
  std::vector<KnownStep> steps;
  constexpr std::size_t kBefore = RecordId::kSize + sizeof(std::uint32_t);
  transaction.scan(Table::EscalationStep, KeyRange::prefix(message.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto by = AgencyId::from(key.subspan(kBefore));
                     const auto record = RecordId::from(value.first(RecordId::kSize));
                     auto step = care::parse_escalation_step(value.subspan(RecordId::kSize));
                     if (by && record && step) steps.push_back({*record, *by, std::move(*step)});
                     return true;
                   });
  return steps;
}

bool keep_step(Turn& turn, const KnownStep& known, ByteView payload) {
  const auto& step = known.step;
  const Bytes key = step_key(step.message, step.step, known.by);
  if (turn.transaction.contains(Table::EscalationStep, key)) return false;
  turn.transaction.put(Table::EscalationStep, key, concat({known.record.bytes(), payload}));
  step_is_known(turn, step);
  if (!step.forward || !step.agency || !is_no_other_message(turn.transaction, step)) return true;
  keep_forward(turn.transaction, {*step.forward, step.message, *step.agency});
  take_what_waited_for(turn, step.forward->bytes());
  return true;
}

void ship_step(Turn& turn, const RecordId& record, const care::EscalationStep& step,
               const MessageRecord& message) {
  std::set<AgencyId> readers{message.author};
  for (const auto& recipient : message.content.recipients) readers.insert(recipient.agency);
  for (const auto& known : steps_of(turn.transaction, message.id)) {
    if (known.step.step < step.step && known.step.agency && known.step.disclosure == "sent")
      readers.insert(*known.step.agency);
  }
  if (!step.agency) readers.insert(team_state(turn, message.team)->coordinator);
  readers.erase(turn.desk.agency());
  const auto team = team_state(turn, message.team);
  std::erase_if(readers, [&](const AgencyId& reader) { return !team->is_member(reader); });
  std::vector<AgencyId> unknown;
  for (const auto& reader : readers) {
    if (delivery::is_contact(turn.transaction, reader)) {
      ship_statement(turn, reader, record, {}, delivery::Lane::First);
    } else {
      unknown.push_back(reader);
    }
  }
  if (!unknown.empty() && delivery::is_contact(turn.transaction, message.author))
    ship_to_be_handed_on(turn, message.author, record, {}, unknown, delivery::Lane::First);
}

void take_step(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  if (!record.record.by_node() || record::was_received(turn.transaction, record.id)) return;
  const auto step = care::parse_escalation_step(record.record.payload);
  if (!step) return;
  const auto& author = record.record.author;
  if (is_told_as_coordinator(turn, record, *step)) return tell_coordinator_of_end(turn, peer, record, *step);
  if (!is_known_here(turn, step->message))
    return keep_early(turn, step->message.bytes(), {author, peer}, record);
  const auto team = team_for(turn, *step, author);
  if (!team || *team != record.record.team) return;
  store_received(turn, record, author);
  if (!keep_step(turn, {record.id, author, *step}, record.record.payload)) return;
  hand_on_to_those_told(turn, record, step->message);
  note(turn, escalated(audit::by_agency(author), record.id, *step));
  if (is_past(turn, *step)) return;
  tell_escalation(turn, *team, *step, record.id);
  alert_to_step(turn, *team, *step, is_to_call(turn, *team, step->message));
}

void take_back_step(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto step = care::parse_escalation_step(record.record.payload);
  if (!step || !record.record.by_node()) return;
  if (!load_message(turn.transaction, step->message))
    return keep_early(turn, step->message.bytes(), {peer, peer}, record);
  store_received(turn, record, peer);
  note(turn, audit::taken_back(peer, record.id));
  keep_step(turn, {record.id, turn.desk.agency(), *step}, record.record.payload);
}

}  // namespace tasuki::engine
