#include "core/record/record_store.hpp"

#include "core/record/stored.hpp"
#include "core/record/stored_record.hpp"

namespace tasuki::record {

void put_record(Transaction& transaction, const StoredRecord& record) {
  if (buried_at(transaction, record.record.id)) return;
  transaction.put(Table::Record, record.record.id.bytes(), write_stored_record(record));
}

std::optional<StoredRecord> find_record(Transaction& transaction, const RecordId& id) {
  const auto row = transaction.get(Table::Record, id.bytes());
  if (!row) return std::nullopt;
  return read_stored_record(*row);
}

void bury_record(Transaction& transaction, const RecordId& id, Time when) {
  transaction.erase(Table::Record, id.bytes());
  Bytes value;
  append_u64(value, static_cast<std::uint64_t>(to_millis(when)));
  transaction.put(Table::Tombstone, id.bytes(), value);
}

std::optional<Time> buried_at(Transaction& transaction, const RecordId& id) {
  const auto row = transaction.get(Table::Tombstone, id.bytes());
  if (!row) return std::nullopt;
  const auto millis = read_u64(*row);
  if (!millis) throw StoreFault("a stored tombstone does not read");
  return from_millis(static_cast<std::int64_t>(*millis));
}

bool was_received(Transaction& transaction, const RecordId& id) {
  return transaction.contains(Table::Record, id.bytes()) ||
         transaction.contains(Table::Tombstone, id.bytes());
}

}  // namespace tasuki::record
