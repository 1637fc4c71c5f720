#include <algorithm>
#include <iterator>

#include "core/audit/disclosure.hpp"
#include "core/care/about.hpp"
#include "core/care/notice.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/delivery/catch_up.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/duty/told.hpp"
#include "core/engine/record/node_records.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/check.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// Messages come before what is stated about them, each in the order in which they came here; then what is
/// about no message. A cursor is the part and the last key looked at.
enum class Part : std::uint8_t { Messages = 1, AboutMessages = 2, Others = 3, Nothing = 4 };
constexpr std::size_t kRowsPerPage = 2'000;
constexpr std::size_t kLongestQuestion = 64;

struct Cursor {
  Part part = Part::Messages;
  Bytes after;

  Bytes bytes() const {
    Bytes all{static_cast<std::uint8_t>(part)};
    append(all, after);
    return all;
  }
};

Cursor cursor_from(const std::string& bytes) {
  if (bytes.empty() || bytes.size() > 64) return {};
  const auto part = static_cast<std::uint8_t>(bytes.front());
  if (part < 1 || part > 4) return {};
  return {Part{part}, copy(as_bytes(bytes).subspan(1))};
}

/// The present keys of a table behind the cursor, at most so many.
std::vector<std::pair<Bytes, Bytes>> rows_behind(Transaction& transaction, Table table, const Bytes& after) {
  std::vector<std::pair<Bytes, Bytes>> rows;
  transaction.scan(table, {after, {}}, Order::Ascending, [&](ByteView key, ByteView value) {
    if (compare(key, after) > 0) rows.emplace_back(copy(key), table == Table::Inbox ? copy(value) : Bytes());
    return rows.size() < kRowsPerPage;
  });
  return rows;
}

/// Ours that it was sent, or its own.
bool is_its_message(Transaction& transaction, const AgencyId& self, const AgencyId& peer,
                    const MessageRecord& message) {
  if (message.author == peer) return true;
  return message.author == self &&
         transaction.contains(Table::Disclosure, concat({message.id.bytes(), peer.bytes()}));
}

bool has_it(const AgencyId& peer, const MessageRecord& message) {
  const auto* forward = std::get_if<care::Forward>(&message.content.form);
  return message.author == peer || message.content.find(peer) != nullptr ||
         (forward != nullptr && std::ranges::binary_search(forward->holders, peer));
}

/// Everything about a message; what concerns those told; nothing.
enum class Share : std::uint8_t { All, OfThoseTold, None };

/// Also of what is known here only because it was forwarded.
Share share_of(Turn& turn, const AgencyId& peer, const RecordId& about) {
  const auto first = escalated_message(turn.transaction, about);
  for (const auto& id : {about, first}) {
    const auto message = load_message(turn.transaction, id);
    if (message && has_it(peer, *message)) return Share::All;
  }
  const auto forward = our_forward(turn, first);
  if (forward && has_it(peer, *forward)) return Share::All;
  return told_of(turn.transaction, first).contains(peer) ? Share::OfThoseTold : Share::None;
}

bool is_shared(Transaction& transaction, Share share, const record::SignedRecord& record) {
  return share == Share::All || (share == Share::OfThoseTold && concerns_those_told(transaction, record));
}

/// What the peer's node has stated itself it states again when the message comes. What another node stated in
/// a life that is over, nobody would take from here; its own present life signs it anew.
bool is_restated(Turn& turn, const record::SignedRecord& record, const AgencyId& peer) {
  if (!record.record.by_node() || record.record.author == turn.desk.agency()) return false;
  if (record.record.author == peer) return true;
  const auto standing = record::check_record(turn.transaction, record, nullptr);
  return !standing || *standing != record::Standing::Accepted;
}

/// That its message, or one of the team that it coordinates, is still held here.
bool is_hold_to_tell(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto notice = care::parse_hold_notice(record.record.payload);
  if (!notice || record.record.author != turn.desk.agency()) return false;
  const auto row = load_message_row(turn.transaction, notice->message);
  if (!row || row->held_reason().empty()) return false;
  if (row->from() == peer.str()) return true;
  return care::concerns_coordinator(notice->reason) &&
         team_state(turn, record.record.team)->coordinator == peer;
}

/// A statement about a message of the peer's, or one of its own that is about none.
bool is_its_statement(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  if (is_restated(turn, record, peer)) return false;
  if (record.record.kind == record::Kind::Label) return record.record.author == peer;
  if (record.record.kind == record::Kind::HoldNotice) return is_hold_to_tell(turn, peer, record);
  if (record.record.kind == record::Kind::OverrideNotice) {
    const auto& author = record.record.author;
    return author == peer ||
           (author == turn.desk.agency() && team_state(turn, record.record.team)->coordinator == peer);
  }
  const auto about = care::message_named_by(record);
  return about && is_shared(turn.transaction, share_of(turn, peer, *about), record);
}

std::vector<RecordId> ids_in(Transaction& transaction, Table table, const RecordId& message) {
  std::vector<RecordId> ids;
  transaction.scan(table, KeyRange::prefix(message.bytes()), Order::Ascending, [&](ByteView, ByteView value) {
    if (const auto id = RecordId::from(value)) ids.push_back(*id);
    return true;
  });
  return ids;
}

class Page {
 public:
  Page(Turn& turn, const AgencyId& peer) : turn_(turn), peer_(peer) {}

  /// Goes on from the cursor until the page is full or there is no more.
  Cursor fill(Cursor cursor, proto::wire::CatchUpOffer& offer) {
    std::size_t rows_read = 0;
    while (cursor.part != Part::Nothing && rows_read < kRowsPerPage) {
      const Table table = cursor.part == Part::Others ? Table::Record : Table::Inbox;
      const auto rows = rows_behind(turn_.transaction, table, cursor.after);
      rows_read += rows.size();
      for (const auto& [key, value] : rows) {
        offer_row(cursor.part, key, value, offer);
        cursor.after = key;
        if (offer.record_size() >= static_cast<int>(kCatchUpPage)) return cursor;
      }
      if (rows.size() < kRowsPerPage) {
        cursor.part = Part{static_cast<std::uint8_t>(static_cast<std::uint8_t>(cursor.part) + 1)};
        cursor.after.clear();
      }
    }
    return cursor;
  }

 private:
  void offer_row(Part part, const Bytes& key, const Bytes& value, proto::wire::CatchUpOffer& offer) {
    const auto id = RecordId::from(part == Part::Others ? key : value);
    if (!id) return;
    if (part == Part::Others) return offer_other(*id, offer);
    if (part == Part::AboutMessages) return offer_statements(*id, offer);
    const auto message = load_message(turn_.transaction, *id);
    if (message && is_its_message(turn_.transaction, turn_.desk.agency(), peer_, *message))
      offer.add_record(id->str());
  }

  /// What forwards a message, or is forwarded, is often not here itself.
  void offer_statements(const RecordId& message, proto::wire::CatchUpOffer& offer) {
    for (const auto& about : same_matter(turn_.transaction, message)) {
      if (about == message || !load_message_row(turn_.transaction, about)) offer_about(about, offer);
    }
  }

  void offer_about(const RecordId& message, proto::wire::CatchUpOffer& offer) {
    const auto share = share_of(turn_, peer_, message);
    if (share == Share::None) return;
    std::vector<RecordId> ids = ids_in(turn_.transaction, Table::Receipt, message);
    std::ranges::copy(ids_in(turn_.transaction, Table::Call, message), std::back_inserter(ids));
    for (const auto& known : steps_of(turn_.transaction, message)) ids.push_back(known.record);
    for (const auto& id : ids) {
      const auto stored = record::find_record(turn_.transaction, id);
      if (stored && !is_restated(turn_, stored->record, peer_) &&
          is_shared(turn_.transaction, share, stored->record))
        offer.add_record(id.str());
    }
  }

  void offer_other(const RecordId& id, proto::wire::CatchUpOffer& offer) {
    const auto stored = record::find_record(turn_.transaction, id);
    if (!stored) return;
    const auto kind = stored->record.record.kind;
    const bool is_other = kind == record::Kind::Label || kind == record::Kind::OverrideNotice ||
                          kind == record::Kind::HoldNotice;
    if (is_other && is_its_statement(turn_, peer_, stored->record)) offer.add_record(id.str());
  }

  Turn& turn_;
  const AgencyId& peer_;
};

delivery::Lane lane_of(Transaction& transaction, const RecordId& message) {
  const auto row = load_message_row(transaction, message);
  return row && row->phone() ? delivery::Lane::First : delivery::Lane::Ordinary;
}

/// A message of ours goes as it did, if consent allows it still.
bool send_message_again(Turn& turn, const AgencyId& peer, const MessageRecord& message) {
  if (!is_its_message(turn.transaction, turn.desk.agency(), peer, message)) return false;
  if (!may_still_go(turn, peer, message)) return false;
  sign_anew(turn.transaction, *turn.desk.identity, {message.id});
  ship_governance(turn, peer, message.team);
  ship_label(turn, peer, message.team);
  ship_certificate(turn, peer, message.certificate, message.author);
  const auto lane = lane_of(turn.transaction, message.id);
  proto::state::OutboxItem item;
  item.set_message(message.id.str());
  item.set_again(true);
  item.set_promised(true);
  item.set_since(to_millis(turn.desk.clock.now()));
  item.set_phone(lane == delivery::Lane::First);
  delivery::enqueue(turn.transaction, peer, lane, item);
  begin_lifetime_again(turn, message.id, peer);
  note(turn, audit::disclosed_again(message.id, peer));
  return true;
}

/// Whoever is of the team no more is given nothing of it, not even its own.
bool send_record_again(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  if (!team_state(turn, record::team_of(record))->is_member(peer)) return false;
  sign_anew(turn.transaction, *turn.desk.identity, {record.id});
  ship_governance(turn, peer, record.record.team);
  ship_certificate(turn, peer, record.record.staff_certificate, record.record.author);
  proto::state::OutboxItem item;
  item.set_record(record.id.str());
  item.set_promised(true);
  item.set_since(to_millis(turn.desk.clock.now()));
  delivery::enqueue(turn.transaction, peer, delivery::Lane::Ordinary, item);
  return true;
}

bool send_again(Turn& turn, const AgencyId& peer, const RecordId& id) {
  const auto stored = record::find_record(turn.transaction, id);
  if (!stored) return false;
  const auto& record = stored->record;
  if (record.record.kind == record::Kind::Message) {
    const auto message = load_message(turn.transaction, id);
    if (!message) return false;
    return message->author == peer ? send_record_again(turn, peer, record)
                                   : send_message_again(turn, peer, *message);
  }
  return is_its_statement(turn, peer, record) && send_record_again(turn, peer, record);
}

}  // namespace

void answer_catch_up(Turn& turn, const AgencyId& peer, const proto::wire::CatchUpRequest& request) {
  if (!delivery::is_contact(turn.transaction, peer)) return;
  proto::state::OutboxItem item;
  auto& offer = *item.mutable_catch_up_offer();
  if (request.question().size() <= kLongestQuestion) offer.set_question(request.question());
  const int count = std::min(request.record_size(), static_cast<int>(kCatchUpMost));
  for (int i = 0; i < count; ++i) {
    const auto id = RecordId::from(request.record(i));
    if (id && !send_again(turn, peer, *id)) offer.add_withheld(id->str());
  }
  const auto cursor = Page(turn, peer).fill(cursor_from(request.cursor()), offer);
  offer.set_cursor(to_string(cursor.bytes()));
  offer.set_last(cursor.part == Part::Nothing);
  item.set_since(to_millis(turn.desk.clock.now()));
  delivery::enqueue(turn.transaction, peer, delivery::Lane::Ordinary, item);
}

}  // namespace tasuki::engine
