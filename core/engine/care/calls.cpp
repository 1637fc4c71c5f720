#include "core/engine/care/calls.hpp"

#include <algorithm>

#include "core/base/vocabulary.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/delivery/early.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/duty/told.hpp"
#include "core/engine/events_out.hpp"
#include "core/record/card_store.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

/// The agency kind's place in the vocabulary; kinds of newer versions come last.
std::size_t place_of_kind(std::string_view code) {
  const auto kinds = vocabulary::words(vocabulary::List::AgencyKind);
  return static_cast<std::size_t>(
      std::distance(kinds.begin(), std::ranges::find(kinds, code, &vocabulary::Word::code)));
}

struct Callee {
  AgencyId agency;
  record::KnownAgency known;
};

/// Nothing of an agency without a card, nor of ourselves.
std::optional<Callee> find_callee(Transaction& transaction, const AgencyId& self, const AgencyId& agency) {
  if (agency == self) return std::nullopt;
  auto known = record::find_known_agency(transaction, agency);
  if (!known) return std::nullopt;
  return Callee{agency, std::move(*known)};
}

/// The message's recipients are ordered by id, so that a stable sort leaves agencies of one kind so.
std::vector<Callee> callees_of(Transaction& transaction, const AgencyId& self, const MessageRecord& message) {
  std::vector<Callee> callees;
  for (const auto& recipient : message.content.recipients) {
    if (auto callee = find_callee(transaction, self, recipient.agency)) callees.push_back(std::move(*callee));
  }
  std::ranges::stable_sort(callees, {},
                           [](const Callee& callee) { return place_of_kind(callee.known.card.kind); });
  if (auto sender = find_callee(transaction, self, message.author)) {
    callees.insert(callees.begin(), std::move(*sender));
  }
  return callees;
}

}  // namespace

std::vector<CallNumber> numbers_about(Transaction& transaction, const AgencyId& self,
                                      const MessageRecord& message) {
  std::vector<CallNumber> numbers;
  for (const auto& callee : callees_of(transaction, self, message)) {
    if (!callee.known.whereabouts) continue;
    for (const auto& phone : callee.known.whereabouts->phones)
      numbers.push_back({callee.agency, phone.number, phone.note});
  }
  return numbers;
}

std::vector<KnownCall> known_calls_about(Transaction& transaction, const RecordId& message) {
  std::vector<RecordId> ids;
  transaction.scan(Table::Call, KeyRange::prefix(message.bytes()), Order::Ascending,
                   [&](ByteView, ByteView value) {
                     ids.push_back(*RecordId::from(value));
                     return true;
                   });
  std::vector<KnownCall> calls;
  for (const auto& id : ids) {
    const auto stored = record::find_record(transaction, id);
    if (!stored) continue;
    if (auto call = care::parse_call_record(stored->record.record.payload))
      calls.push_back({stored->record.record.author, std::move(*call)});
  }
  return calls;
}

std::vector<care::CallRecord> calls_about(Transaction& transaction, const RecordId& message) {
  std::vector<care::CallRecord> calls;
  for (auto& known : known_calls_about(transaction, message)) calls.push_back(std::move(known.call));
  return calls;
}

void keep_call(Turn& turn, const RecordId& message, const RecordId& record) {
  const auto range = KeyRange::prefix(message.bytes());
  const auto last = turn.transaction.last(Table::Call, range);
  Bytes key = copy(message.bytes());
  append_u64(key, last ? *read_u64(ByteView(last->first).subspan(RecordId::kSize)) + 1 : 1);
  turn.transaction.put(Table::Call, key, record.bytes());
  escalation_has_news(turn, message);
}

void take_call_record(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  if (record::was_received(turn.transaction, record.id)) return;
  const auto call = care::parse_call_record(record.record.payload);
  if (!call) return;
  const auto& author = record.record.author;
  const auto speaker = speaker_of(turn, record, call->message);
  if (!speaker) return keep_early(turn, call->message.bytes(), {author, peer}, record);
  if (*speaker == Speaker::Stranger) return;
  store_received(turn, record, record.record.author);
  keep_call(turn, call->message, record.id);
  note(turn, audit::call_recorded(audit::by_agency(author), call->message, record.id, call->outcome));
  tell_call(turn, call->message, record.record.team, author, record.id);
  hand_on_to_those_told(turn, record, call->message);
}

}  // namespace tasuki::engine
