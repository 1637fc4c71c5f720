#include "core/engine/record/countersign.hpp"

namespace tasuki::engine {

namespace {

constexpr std::string_view kCounterRow = "countersign";

}  // namespace

record::RecordNumber next_record_number(Transaction& transaction, const Identity& identity) {
  const auto row = transaction.get(Table::Node, as_bytes(kCounterRow));
  const auto incarnation = row ? read_u32(*row) : std::nullopt;
  const auto number = row && row->size() > 4 ? read_u64(ByteView(*row).subspan(4)) : std::nullopt;
  if (incarnation == identity.incarnation && number) return {identity.incarnation, *number};
  return {identity.incarnation, 1};
}

record::RecordNumber last_record_number(Transaction& transaction, const Identity& identity) {
  auto last = next_record_number(transaction, identity);
  --last.number;
  return last;
}

void countersign(Transaction& transaction, const Identity& identity,
                 std::span<record::SignedRecord* const> records) {
  if (records.empty()) return;
  const auto first = next_record_number(transaction, identity);
  const auto next = record::countersign_records(records, identity.node_key, first);
  Bytes row;
  append_u32(row, next.incarnation);
  append_u64(row, next.number);
  transaction.put(Table::Node, as_bytes(kCounterRow), row);
}

}  // namespace tasuki::engine
