#include "core/engine/delivery/catch_up_rows.hpp"

#include <set>

#include "core/base/clear_table.hpp"
#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/record/record.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::uint8_t kAwaited = 0;
constexpr std::uint8_t kWithheld = 1;
constexpr std::uint8_t kDoubted = 2;

Bytes wanted_key(const AgencyId& contact, const RecordId& record) {
  return concat({contact.bytes(), record.bytes()});
}

std::vector<RecordId> wanted_in_state(Transaction& transaction, const AgencyId& contact, std::uint8_t state) {
  std::vector<RecordId> ids;
  transaction.scan(Table::CatchUpWanted, KeyRange::prefix(contact.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto id = RecordId::from(key.subspan(AgencyId::kSize));
                     if (id && equal(value, ByteView(&state, 1))) ids.push_back(*id);
                     return true;
                   });
  return ids;
}

/// What is here, and waits for what it is about.
std::set<RecordId> waiting_records(Transaction& transaction) {
  std::set<RecordId> ids;
  transaction.scan(Table::Early, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (key.size() < 2 * RecordId::kSize) return true;
    if (const auto id = RecordId::from(key.subspan(RecordId::kSize, RecordId::kSize))) ids.insert(*id);
    return true;
  });
  return ids;
}

/// Of what waits for a record, not for a certificate or a card.
bool is_about_a_message(ByteView waiting) {
  const auto record = waiting.size() > AgencyId::kSize
                          ? record::parse_record(waiting.subspan(AgencyId::kSize))
                          : Result<record::SignedRecord>(record::RecordError::Malformed);
  return record &&
         (record->record.kind == record::Kind::Receipt || record->record.kind == record::Kind::CallRecord);
}

}  // namespace

void ask_all_contacts(Transaction& transaction) {
  clear_table(transaction, Table::CatchUp);
  clear_table(transaction, Table::CatchUpWanted);
  proto::state::CatchUpState row;
  row.set_state("to-ask");
  for (const auto& contact : delivery::list_contacts(transaction)) save_catch_up(transaction, contact, row);
}

std::optional<proto::state::CatchUpState> load_catch_up(Transaction& transaction, const AgencyId& contact) {
  const auto row = transaction.get(Table::CatchUp, contact.bytes());
  if (!row) return std::nullopt;
  return parse_message<proto::state::CatchUpState>(*row);
}

void save_catch_up(Transaction& transaction, const AgencyId& contact, const proto::state::CatchUpState& row) {
  transaction.put(Table::CatchUp, contact.bytes(), serialize_message(row));
}

void want_record(Transaction& transaction, const AgencyId& contact, const RecordId& record) {
  transaction.put(Table::CatchUpWanted, wanted_key(contact, record), ByteView(&kAwaited, 1));
}

bool is_anything_wanted(Transaction& transaction) {
  bool any = false;
  transaction.scan(Table::CatchUpWanted, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView) {
    any = true;
    return false;
  });
  return any;
}

void forget_wanted(Transaction& transaction, const AgencyId& contact, const RecordId& record) {
  transaction.erase(Table::CatchUpWanted, wanted_key(contact, record));
}

bool note_withheld(Transaction& transaction, const AgencyId& contact, const RecordId& record) {
  const Bytes key = wanted_key(contact, record);
  const auto row = transaction.get(Table::CatchUpWanted, key);
  if (!row || equal(*row, ByteView(&kWithheld, 1))) return false;
  transaction.put(Table::CatchUpWanted, key, ByteView(&kWithheld, 1));
  return true;
}

void doubt_awaited(Transaction& transaction, const AgencyId& contact) {
  for (const auto& id : wanted_in_state(transaction, contact, kAwaited))
    transaction.put(Table::CatchUpWanted, wanted_key(contact, id), ByteView(&kDoubted, 1));
}

std::vector<RecordId> doubted_of(Transaction& transaction, const AgencyId& contact) {
  return wanted_in_state(transaction, contact, kDoubted);
}

Missing missing_of(Transaction& transaction, const AgencyId& contact) {
  std::vector<std::pair<RecordId, bool>> asked;
  transaction.scan(Table::CatchUpWanted, KeyRange::prefix(contact.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto id = RecordId::from(key.subspan(AgencyId::kSize));
                     if (id) asked.emplace_back(*id, value.size() == 1 && value[0] == kWithheld);
                     return true;
                   });
  Missing missing;
  if (asked.empty()) return missing;
  const auto waiting = waiting_records(transaction);
  for (const auto& [id, withheld] : asked) {
    if (record::was_received(transaction, id) || waiting.contains(id)) continue;
    ++(withheld ? missing.withheld : missing.awaited);
  }
  return missing;
}

std::uint64_t count_unknown_messages(Transaction& transaction) {
  std::set<Bytes> unknown;
  transaction.scan(Table::Early, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    if (is_about_a_message(value)) unknown.insert(copy(key.first(RecordId::kSize)));
    return true;
  });
  std::uint64_t count = 0;
  for (const auto& id : unknown) {
    // Certificates and cards are waited for in the same table, under ids of the same length.
    const auto record = RecordId::from(id);
    if (record && !transaction.contains(Table::Certificate, id) && !transaction.contains(Table::Card, id) &&
        !record::was_received(transaction, *record)) {
      ++count;
    }
  }
  return count;
}

}  // namespace tasuki::engine
