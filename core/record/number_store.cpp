#include "core/record/number_store.hpp"

namespace tasuki::record {

std::optional<RecordId> keep_number(Transaction& transaction, const SignedRecord& record) {
  if (!record.countersignature) return std::nullopt;
  const auto& number = record.countersignature->number;
  Bytes key = copy(record.record.author.bytes());
  append_u32(key, number.incarnation);
  append_u64(key, number.number);
  const auto row = transaction.get(Table::RecordNumber, key);
  const auto first = row ? RecordId::from(*row) : std::nullopt;
  if (!first) {
    transaction.put(Table::RecordNumber, key, record.id.bytes());
    return std::nullopt;
  }
  return *first == record.id ? std::nullopt : first;
}

}  // namespace tasuki::record
