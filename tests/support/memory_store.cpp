#include "tests/support/memory_store.hpp"

#include <stdexcept>

namespace tasuki::test {

namespace {

Bytes number_key(std::uint64_t number) {
  Bytes key;
  append_u64(key, number);
  return key;
}

}  // namespace

Transaction& MemoryStore::begin() {
  if (open_) throw std::logic_error("a transaction is open already");
  open_ = true;
  return *this;
}

Result<> MemoryStore::commit() {
  if (!open_) throw std::logic_error("no transaction is open");
  if (next_commit_) {
    const StoreError error = *std::exchange(next_commit_, std::nullopt);
    rollback();
    return error;
  }
  undo_.clear();
  savepoints_.clear();
  open_ = false;
  ++commits_;
  return {};
}

void MemoryStore::rollback() {
  undo_to(0);
  savepoints_.clear();
  open_ = false;
}

void MemoryStore::crash() { rollback(); }

std::vector<MemoryStore::Write> MemoryStore::writes() const {
  std::vector<Write> all;
  for (const auto& undo : undo_) {
    if (!undo.is_text) all.push_back({undo.table, undo.key, undo.before});
  }
  return all;
}

std::string MemoryStore::dump() const {
  std::string all;
  for (const auto& [table, rows] : tables_) {
    for (const auto& [key, value] : rows) all += to_string(key) + to_string(value);
  }
  for (const auto& [key, value] : texts_) all += to_string(value);
  return all;
}

std::optional<Bytes> MemoryStore::get(Table table, ByteView key) {
  const auto& rows = tables_[table];
  const auto row = rows.find(copy(key));
  if (row == rows.end()) return std::nullopt;
  return row->second;
}

void MemoryStore::put(Table table, ByteView key, ByteView value) {
  write(tables_[table], table, false, copy(key), copy(value));
}

void MemoryStore::erase(Table table, ByteView key) {
  write(tables_[table], table, false, copy(key), std::nullopt);
}

void MemoryStore::scan(Table table, const KeyRange& range, Order order, const Visit& visit) {
  const auto& rows = tables_[table];
  const auto first = rows.lower_bound(range.from);
  const auto last = range.until.empty() ? rows.end() : rows.lower_bound(range.until);
  if (!range.until.empty() && compare(range.from, range.until) >= 0) return;
  if (order == Order::Ascending) {
    for (auto row = first; row != last; ++row) {
      if (!visit(row->first, row->second)) return;
    }
  } else {
    for (auto row = last; row != first;) {
      --row;
      if (!visit(row->first, row->second)) return;
    }
  }
}

void MemoryStore::index_text(std::uint64_t number, std::string_view text) {
  write(texts_, Table{}, true, number_key(number), copy(as_bytes(text)));
}

void MemoryStore::unindex_text(std::uint64_t number) {
  write(texts_, Table{}, true, number_key(number), std::nullopt);
}

std::vector<std::uint64_t> MemoryStore::find_text(std::string_view text, std::size_t limit) {
  std::vector<std::uint64_t> found;
  if (text.empty()) return found;
  for (auto row = texts_.rbegin(); row != texts_.rend() && found.size() < limit; ++row) {
    if (as_text(row->second).find(text) != std::string_view::npos) found.push_back(*read_u64(row->first));
  }
  return found;
}

void MemoryStore::savepoint() { savepoints_.push_back(undo_.size()); }

void MemoryStore::release_savepoint() { savepoints_.pop_back(); }

void MemoryStore::rollback_to_savepoint() {
  undo_to(savepoints_.back());
  savepoints_.pop_back();
  if (savepoints_.empty()) ++undone_;
}

void MemoryStore::write(Rows& rows, Table table, bool is_text, Bytes key, std::optional<Bytes> value) {
  if (!open_) throw std::logic_error("no transaction is open");
  const auto row = rows.find(key);
  Undo undo{table, is_text, key, std::nullopt};
  if (row != rows.end()) undo.before = row->second;
  undo_.push_back(std::move(undo));
  if (value) {
    rows.insert_or_assign(std::move(key), std::move(*value));
  } else if (row != rows.end()) {
    rows.erase(row);
  }
}

void MemoryStore::undo_to(std::size_t size) {
  while (undo_.size() > size) {
    Undo undo = std::move(undo_.back());
    undo_.pop_back();
    Rows& rows = undo.is_text ? texts_ : tables_[undo.table];
    if (undo.before) {
      rows.insert_or_assign(std::move(undo.key), std::move(*undo.before));
    } else {
      rows.erase(undo.key);
    }
  }
}

}  // namespace tasuki::test
