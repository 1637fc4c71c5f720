#include "core/engine/twin_life.hpp"

#include <algorithm>
#include <vector>

#include "core/audit/trail.hpp"
#include "core/engine/record/countersign.hpp"
#include "core/record/card_store.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

std::vector<RecordId> all_records(Transaction& transaction) {
  std::vector<RecordId> ids;
  transaction.scan(Table::Record, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto id = RecordId::from(key)) ids.push_back(*id);
    return true;
  });
  return ids;
}

/// In the order of their numbers.
std::vector<record::StoredRecord> stated_in(Transaction& transaction, const Identity& life) {
  std::vector<record::StoredRecord> stated;
  for (const auto& id : all_records(transaction)) {
    auto stored = record::find_record(transaction, id);
    if (!stored || stored->record.record.author != life.agency) continue;
    const auto& signature = stored->record.countersignature;
    if (signature && signature->number.incarnation == life.incarnation) stated.push_back(std::move(*stored));
  }
  std::sort(stated.begin(), stated.end(), [](const auto& one, const auto& other) {
    return one.record.countersignature->number.number < other.record.countersignature->number.number;
  });
  return stated;
}

void countersign_anew(Transaction& transaction, const Identity& ended, const Identity& life) {
  auto stated = stated_in(transaction, ended);
  std::vector<record::SignedRecord*> records;
  for (auto& stored : stated) records.push_back(&stored.record);
  countersign(transaction, life, records);
  for (const auto& stored : stated) record::put_record(transaction, stored);
}

}  // namespace

Result<> yield_number(Transaction& transaction, const Identity& ended, const Identity& life,
                      const record::SignedBytes& other) {
  TRY(const auto card, record::open_card(other));
  if (card.agency != ended.agency || card.incarnation.number != ended.incarnation) return {};
  TRY_VOID(record::replace_card(transaction, other));
  countersign_anew(transaction, ended, life);
  audit::forget_heads(transaction, ended.incarnation);
  return {};
}

}  // namespace tasuki::engine
