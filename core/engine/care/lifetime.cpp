#include "core/engine/care/lifetime.hpp"

#include <map>
#include <set>
#include <string>

#include "core/audit/disclosure.hpp"
#include "core/base/protobuf.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/hold_notices.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/delivery/catch_up.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/links/peer_clocks.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

struct Lifetime {
  Bytes key;
  RecordId message;
  AgencyId recipient;
};

Bytes time_bytes(Time time) {
  Bytes bytes;
  append_u64(bytes, static_cast<std::uint64_t>(to_millis(time)));
  return bytes;
}

std::vector<Lifetime> lifetimes_over(Turn& turn) {
  std::vector<Lifetime> over;
  KeyRange range = KeyRange::all();
  range.until = time_bytes(cautious_now(turn.desk));
  turn.transaction.scan(Table::Lifetime, range, Order::Ascending, [&](ByteView key, ByteView) {
    const auto message = RecordId::from(key.subspan(8, RecordId::kSize));
    const auto recipient = AgencyId::from(key.subspan(8 + RecordId::kSize));
    if (message && recipient) over.push_back({copy(key), *message, *recipient});
    return true;
  });
  return over;
}

Bytes row_key(const RecordId& message, const AgencyId& recipient) {
  return concat({message.bytes(), recipient.bytes()});
}

bool is_known_to_have_arrived(Transaction& transaction, const RecordId& message, const AgencyId& recipient) {
  return !receipts_so_far(transaction, message, recipient).states.empty() ||
         hold_reported_by(transaction, message, recipient).has_value();
}

/// False where the sender knows already.
bool come_back(Turn& turn, const RecordId& message, const AgencyId& recipient) {
  if (is_undeliverable(turn.transaction, message, recipient)) return false;
  turn.transaction.put(Table::Undeliverable, row_key(message, recipient), time_bytes(turn.desk.clock.now()));
  if (const auto known = load_message(turn.transaction, message))
    tell_hold(turn, message, known->team, recipient, "undeliverable");
  return true;
}

/// They will not be released any more, so they need not wait.
void leave_outbox(Turn& turn, const std::set<std::string>& messages, const AgencyId& recipient) {
  take_back_spent(turn, recipient);
  for (const auto& queued : delivery::next_items(turn.transaction, recipient, SIZE_MAX)) {
    const auto item = parse_message<proto::state::OutboxItem>(queued.item);
    if (!item || !item->has_message() || !messages.contains(item->message())) continue;
    delivery::remove(turn.transaction, queued);
    promise_broken(turn, recipient, *item);
  }
}

/// True where it has come back to its sender now.
bool end_lifetime(Turn& turn, const Lifetime& life) {
  turn.transaction.erase(Table::Lifetime, life.key);
  const bool disclosed = turn.transaction.contains(Table::Disclosure, row_key(life.message, life.recipient));
  if (!disclosed || is_known_to_have_arrived(turn.transaction, life.message, life.recipient)) return false;
  if (!come_back(turn, life.message, life.recipient)) return false;
  note(turn, audit::undeliverable(life.message, life.recipient));
  return true;
}

}  // namespace

void begin_lifetime(Turn& turn, const RecordId& message, const AgencyId& recipient, Time stated_at) {
  turn.transaction.put(
      Table::Lifetime,
      concat({time_bytes(stated_at + turn.desk.settings.lifetime), message.bytes(), recipient.bytes()}), {});
}

void end_lifetimes(Turn& turn) {
  std::map<AgencyId, std::set<std::string>> came_back;
  for (const auto& life : lifetimes_over(turn)) {
    if (end_lifetime(turn, life)) came_back[life.recipient].insert(life.message.str());
  }
  for (const auto& [recipient, messages] : came_back) leave_outbox(turn, messages, recipient);
}

void begin_lifetime_again(Turn& turn, const RecordId& message, const AgencyId& recipient) {
  turn.transaction.erase(Table::Undeliverable, row_key(message, recipient));
  begin_lifetime(turn, message, recipient, turn.desk.clock.now());
}

void never_left(Turn& turn, const MessageRecord& message, const AgencyId& recipient) {
  if (is_undeliverable(turn.transaction, message.id, recipient)) return;
  audit::forget_disclosure(turn.transaction, message.id, recipient);
  note(turn, audit::disclosure_withdrawn(audit::by_node(), message.id, recipient));
  come_back(turn, message.id, recipient);
}

void recalled(Turn& turn, const MessageRecord& message, const AgencyId& recipient) {
  if (is_known_to_have_arrived(turn.transaction, message.id, recipient)) return;
  if (come_back(turn, message.id, recipient))
    note(turn, audit::recalled(audit::by_node(), message.id, recipient));
}

void arrived_after_all(Transaction& transaction, const RecordId& message, const AgencyId& recipient) {
  transaction.erase(Table::Undeliverable, row_key(message, recipient));
}

bool is_undeliverable(Transaction& transaction, const RecordId& message, const AgencyId& recipient) {
  return transaction.contains(Table::Undeliverable, row_key(message, recipient));
}

std::size_t count_undeliverable(Transaction& transaction) {
  return transaction.count(Table::Undeliverable, KeyRange::all());
}

}  // namespace tasuki::engine
