#include "core/audit/scratch_store.hpp"

namespace tasuki::audit {

std::optional<Bytes> ScratchStore::get(Table table, ByteView key) {
  const auto row = rows_.find({table, copy(key)});
  if (row == rows_.end()) return std::nullopt;
  return row->second;
}

void ScratchStore::put(Table table, ByteView key, ByteView value) { rows_[{table, copy(key)}] = copy(value); }

void ScratchStore::erase(Table table, ByteView key) { rows_.erase({table, copy(key)}); }

void ScratchStore::scan(Table table, const KeyRange& range, Order order, const Visit& visit) {
  const auto next_table = static_cast<Table>(static_cast<std::uint8_t>(table) + 1);
  const auto first = rows_.lower_bound({table, range.from});
  const auto last =
      range.until.empty() ? rows_.lower_bound({next_table, {}}) : rows_.lower_bound({table, range.until});
  if (order == Order::Ascending) {
    for (auto row = first; row != last; ++row) {
      if (!visit(row->first.second, row->second)) return;
    }
    return;
  }
  for (auto row = last; row != first;) {
    --row;
    if (!visit(row->first.second, row->second)) return;
  }
}

void ScratchStore::savepoint() { throw std::logic_error("a scratch store has no savepoints"); }
void ScratchStore::release_savepoint() { savepoint(); }
void ScratchStore::rollback_to_savepoint() { savepoint(); }

}  // namespace tasuki::audit
