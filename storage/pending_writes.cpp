#include "storage/pending_writes.hpp"

#include <algorithm>
#include <stdexcept>

namespace tasuki::storage {

void PendingWrites::write(std::size_t table, ByteView key, std::optional<Bytes> value) {
  Rows& rows = tables_[table];
  const auto row = rows.find(key);
  if (row == rows.end()) {
    const auto added = rows.emplace(copy(key), std::move(value)).first;
    if (!savepoints_.empty()) undo_.push_back({table, added->first, std::nullopt});
    return;
  }
  if (!savepoints_.empty()) undo_.push_back({table, row->first, std::move(row->second)});
  row->second = std::move(value);
}

bool PendingWrites::empty() const {
  return std::all_of(tables_.begin(), tables_.end(), [](const Rows& rows) { return rows.empty(); });
}

void PendingWrites::clear() {
  for (Rows& rows : tables_) rows.clear();
  undo_.clear();
  savepoints_.clear();
}

void PendingWrites::release_savepoint() {
  demand_savepoint();
  savepoints_.pop_back();
  if (savepoints_.empty()) undo_.clear();
}

void PendingWrites::rollback_to_savepoint() {
  demand_savepoint();
  while (undo_.size() > savepoints_.back()) {
    Undo& undo = undo_.back();
    Rows& rows = tables_[undo.table];
    const auto row = rows.find(undo.key);
    if (undo.before) {
      row->second = std::move(*undo.before);
    } else {
      rows.erase(row);
    }
    undo_.pop_back();
  }
  savepoints_.pop_back();
}

void PendingWrites::demand_savepoint() const {
  if (savepoints_.empty()) throw std::logic_error("no savepoint is open");
}

}  // namespace tasuki::storage
