#include "core/engine/delivery/catch_up.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/care/about.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/told.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using proto::state::CatchUpState;

constexpr std::size_t kQuestionSize = 16;

/// In front of what is not urgent: an office waits for it. Of all answers that may still be under way, to
/// questions of an earlier life too, only the one to this request counts.
void queue_request(Turn& turn, const AgencyId& contact, proto::wire::CatchUpRequest request,
                   CatchUpState& row) {
  std::array<std::uint8_t, kQuestionSize> question;
  turn.desk.random.fill(question);
  request.set_question(to_string(question));
  row.set_question(request.question());
  proto::state::OutboxItem item;
  *item.mutable_catch_up_request() = std::move(request);
  item.set_since(to_millis(turn.desk.clock.now()));
  item.set_phone(true);
  delivery::enqueue(turn.transaction, contact, delivery::Lane::First, item);
}

std::vector<RecordId> lacked(Transaction& transaction, const proto::wire::CatchUpOffer& offer) {
  std::vector<RecordId> ids;
  const int count = std::min(offer.record_size(), static_cast<int>(kCatchUpMost));
  for (int i = 0; i < count; ++i) {
    const auto id = RecordId::from(offer.record(i));
    if (id && !record::was_received(transaction, *id)) ids.push_back(*id);
  }
  return ids;
}

void state_gap(Turn& turn, const AgencyId& contact, const RecordId& record, CatchUpState& row) {
  if (record::was_received(turn.transaction, record)) return;
  if (!note_withheld(turn.transaction, contact, record)) return;
  row.set_withheld(row.withheld() + 1);
  note(turn, audit::gap(contact, record));
}

void take_withheld(Turn& turn, const AgencyId& contact, const proto::wire::CatchUpOffer& offer,
                   CatchUpState& row) {
  for (const auto& bytes : offer.withheld()) {
    if (const auto id = RecordId::from(bytes)) state_gap(turn, contact, *id, row);
  }
}

void finish(Turn& turn, const AgencyId& contact, CatchUpState& row) {
  for (const auto& id : doubted_of(turn.transaction, contact)) state_gap(turn, contact, id, row);
  row.set_state("answered");
  row.set_answered_at(to_millis(turn.desk.clock.now()));
  note(turn, audit::caught_up(contact, row.offered(), row.wanted(), row.withheld()));
}

/// Nobody, most of the time.
std::vector<AgencyId> who_may_be_asked(Transaction& transaction) {
  return is_anything_wanted(transaction) ? delivery::list_contacts(transaction) : std::vector<AgencyId>();
}

void refused_from(Turn& turn, const AgencyId& contact, const RecordId& record) {
  if (!note_withheld(turn.transaction, contact, record)) return;
  note(turn, audit::gap(contact, record));
  auto row = load_catch_up(turn.transaction, contact);
  if (!row) return;
  row->set_withheld(row->withheld() + 1);
  save_catch_up(turn.transaction, contact, *row);
}

}  // namespace

void ask_for_what_was_missed(Turn& turn, const AgencyId& contact) {
  auto row = load_catch_up(turn.transaction, contact);
  if (!row || row->state() != "to-ask") return;
  queue_request(turn, contact, {}, *row);
  row->set_state("asked");
  row->set_asked_at(to_millis(turn.desk.clock.now()));
  save_catch_up(turn.transaction, contact, *row);
}

void missed_has_come(Turn& turn, const AgencyId& contact, const record::SignedRecord& record) {
  if (record.record.kind == record::Kind::Message || record::was_received(turn.transaction, record.id))
    return;
  const auto about = care::message_named_by(record);
  const bool waits_for_its_message =
      about && !load_message_row(turn.transaction, *about) && !speaker_of(turn, record, *about);
  if (waits_for_its_message) return;
  forget_wanted(turn.transaction, contact, record.id);
  // What waited for its message has come from its author, as far as is known here, and was asked of others.
  for (const auto& asked : who_may_be_asked(turn.transaction))
    forget_wanted(turn.transaction, asked, record.id);
}

void missed_is_refused(Turn& turn, const AgencyId& contact, const record::SignedRecord& record) {
  refused_from(turn, contact, record.id);
  // What waited for its message has come from its author, as far as is known here, and was asked of others.
  // The author itself may sign it anew.
  for (const auto& asked : who_may_be_asked(turn.transaction)) {
    if (asked != record.record.author) refused_from(turn, asked, record.id);
  }
}

void promise_broken(Turn& turn, const AgencyId& peer, const proto::state::OutboxItem& item) {
  if (!item.promised()) return;
  proto::state::OutboxItem out;
  out.mutable_catch_up_offer()->add_withheld(item.has_message() ? item.message() : item.record());
  out.set_since(to_millis(turn.desk.clock.now()));
  delivery::enqueue(turn.transaction, peer, delivery::Lane::Ordinary, out);
}

void take_catch_up_offer(Turn& turn, const AgencyId& contact, const proto::wire::CatchUpOffer& offer) {
  auto row = load_catch_up(turn.transaction, contact);
  if (!row) return;
  if (offer.question().empty()) {  // answers none: it takes back what an answer promised
    take_withheld(turn, contact, offer, *row);
    return save_catch_up(turn.transaction, contact, *row);
  }
  if (row->state() != "asked" || row->question() != offer.question()) return;
  take_withheld(turn, contact, offer, *row);
  proto::wire::CatchUpRequest next;
  next.set_cursor(offer.cursor());
  for (const auto& id : lacked(turn.transaction, offer)) {
    want_record(turn.transaction, contact, id);
    next.add_record(id.str());
  }
  row->set_cursor(offer.cursor());
  row->set_offered(row->offered() + static_cast<std::uint64_t>(offer.record_size()));
  row->set_wanted(row->wanted() + static_cast<std::uint64_t>(next.record_size()));
  if (offer.last() && next.record_size() == 0) {
    finish(turn, contact, *row);
  } else {
    queue_request(turn, contact, std::move(next), *row);
  }
  save_catch_up(turn.transaction, contact, *row);
}

}  // namespace tasuki::engine
