#include "storage/sqlcipher_store.hpp"

#include <sqlcipher/sqlite3.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <set>

#include "storage/encrypted_file.hpp"
#include "storage/merged_scan.hpp"
#include "storage/migrations.hpp"
#include "storage/table_statements.hpp"
#include "storage/text_index.hpp"

namespace tasuki::storage {

namespace {

constexpr int kBusyMilliseconds = 10'000;
constexpr std::uint64_t kNoRoomBelow = 256 * 1024;

constexpr std::size_t slot_of(Table table) { return static_cast<std::size_t>(table); }

static_assert(std::all_of(kTables.begin(), kTables.end(),
                          [](const TableName& each) {
                            return slot_of(each.table) < PendingWrites::kTableBound;
                          }),
              "a table's number exceeds what pending writes have room for");

int note_wal_pages(void* counter, sqlite3*, const char*, int pages) {
  static_cast<std::atomic<std::size_t>*>(counter)->store(static_cast<std::size_t>(pages));
  return SQLITE_OK;
}

// Room for pages on their way, not for the whole database: an idle node is to stay small.
void tune(Connection& connection, const char* cache) {
  sqlite3_busy_timeout(connection.raw(), kBusyMilliseconds);
  connection.run(cache);
}

/// A schema of the right number from which a table is gone is a damaged one: better said at the start than
/// where somebody needs the table.
Result<> check_tables(Connection& connection) {
  std::set<std::string, std::less<>> present;
  Statement rows = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'", false);
  while (rows.step()) present.insert(std::string(rows.text(0)));
  for (const auto& [table, name] : kTables) {
    if (!present.contains(name)) return Error(StorageError::StoreDamaged, std::string(name));
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::create(const std::filesystem::path& file,
                                                               const Secret<32>& key) {
  TRY(Connection writer, create_encrypted(file, key));
  return over(file, key, std::move(writer));
}

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::open(const std::filesystem::path& file,
                                                             const Secret<32>& key) {
  TRY(Connection writer, open_encrypted(file, key));
  return over(file, key, std::move(writer));
}

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::over(const std::filesystem::path& file,
                                                             const Secret<32>& key, Connection writer) {
  try {
    tune(writer, "PRAGMA cache_size = -12288");
    register_tokenizer(writer);
    TRY_VOID(migrate(writer, migrations()));
    TRY_VOID(check_tables(writer));
    TRY(Connection checkpointer, open_beside(file, key));
    tune(checkpointer, "PRAGMA cache_size = -64");
    return std::unique_ptr<SqlcipherStore>(
        new SqlcipherStore(file, std::move(writer), std::move(checkpointer)));
  } catch (const SqlFault& fault) {
    return Error(fault.is_damage() ? StorageError::StoreDamaged : StorageError::HomeUnusable, fault.what());
  }
}

SqlcipherStore::SqlcipherStore(std::filesystem::path file, Connection writer, Connection checkpointer)
    : file_(std::move(file)), writer_(std::move(writer)), checkpointer_(std::move(checkpointer)) {
  begin_ = writer_.prepare("BEGIN IMMEDIATE");
  commit_ = writer_.prepare("COMMIT");
  rollback_ = writer_.prepare("ROLLBACK");
  search_ = writer_.prepare("SELECT rowid FROM text_index WHERE text_index MATCH ?1 ORDER BY rowid DESC");
  index_ = writer_.prepare("INSERT OR REPLACE INTO text_index (rowid, text) VALUES (?1, ?2)");
  unindex_ = writer_.prepare("DELETE FROM text_index WHERE rowid = ?1");
  waiting_texts_ = std::stoull(writer_.ask("SELECT count(*) FROM text_waiting"));
  sqlite3_wal_hook(writer_.raw(), note_wal_pages, &wal_pages_);  // instead of SQLite's own checkpoints
}

SqlcipherStore::~SqlcipherStore() { rollback(); }

// ---- transactions
// --------------------------------------------------------------------------------------------------

Transaction& SqlcipherStore::begin() {
  if (open_) throw std::logic_error("a transaction is open already");
  begin_.run();
  open_ = true;
  return *this;
}

Result<> SqlcipherStore::commit() {
  demand_open();
  try {
    flush();
    commit_.run();
  } catch (const SqlFault& fault) {
    rollback();
    return commit_error(fault);
  }
  for (const auto& [number, text] : pending_.rows(kWaitingSlot)) waiting_texts_ += text ? 1 : 0;
  pending_.clear();
  open_ = false;
  return {};
}

void SqlcipherStore::rollback() noexcept {
  pending_.clear();
  open_ = false;
  if (!writer_.in_transaction()) return;
  try {
    rollback_.run();
  } catch (const SqlFault&) {
    // SQLite has rolled back by itself, or will not let anything else begin.
  }
}

Result<> SqlcipherStore::commit_error(const SqlFault& fault) const {
  if (fault.is_damage()) return Error(StorageError::StoreDamaged, fault.what());
  struct statvfs disk{};
  const bool no_room = ::statvfs(file_.parent_path().c_str(), &disk) == 0 &&
                       std::uint64_t{disk.f_bavail} * disk.f_frsize < kNoRoomBelow;
  return Error(fault.is_full() || no_room ? StoreError::DiskFull : StoreError::CommitFailed, fault.what());
}

void SqlcipherStore::savepoint() {
  demand_open();
  pending_.savepoint();
}

void SqlcipherStore::release_savepoint() { pending_.release_savepoint(); }

void SqlcipherStore::rollback_to_savepoint() { pending_.rollback_to_savepoint(); }

void SqlcipherStore::demand_open() const {
  if (!open_) throw std::logic_error("no transaction is open");
}

void SqlcipherStore::flush() {
  for (std::size_t slot = 0; slot < PendingWrites::kTableBound; ++slot) {
    if (!pending_.rows(slot).empty()) flush_table(slot);
  }
}

void SqlcipherStore::flush_table(std::size_t slot) {
  auto& table = statements(slot);
  for (const auto& [key, value] : pending_.rows(slot)) {
    if (value) {
      table.put.bind(1, ByteView(key)).bind(2, ByteView(*value)).run();
    } else {
      table.erase.bind(1, ByteView(key)).run();
    }
  }
}

// ---- rows
// ----------------------------------------------------------------------------------------------------------

std::optional<Bytes> SqlcipherStore::get(Table table, ByteView key) { return read(slot_of(table), key); }

void SqlcipherStore::put(Table table, ByteView key, ByteView value) {
  write(slot_of(table), key, copy(value));
}

void SqlcipherStore::erase(Table table, ByteView key) { write(slot_of(table), key, std::nullopt); }

void SqlcipherStore::scan(Table table, const KeyRange& range, Order order, const Visit& visit) {
  scan_slot(slot_of(table), range, order, visit);
}

void SqlcipherStore::write(std::size_t slot, ByteView key, std::optional<Bytes> value) {
  demand_open();
  pending_.write(slot, key, std::move(value));
}

std::optional<Bytes> SqlcipherStore::read(std::size_t slot, ByteView key) {
  demand_open();
  const auto& rows = pending_.rows(slot);
  if (const auto row = rows.find(key); row != rows.end()) return row->second;
  Statement& get = statements(slot).get;
  const StatementUse use(get);
  if (!get.bind(1, key).step()) return std::nullopt;
  return copy(get.blob(0));
}

void SqlcipherStore::scan_slot(std::size_t slot, const KeyRange& range, Order order, const Visit& visit) {
  demand_open();
  if (!range.until.empty() && compare(range.from, range.until) >= 0) return;
  auto cursor = statements(slot).cursor(range, order);
  merged_scan(cursor.statement(), pending_.rows(slot), range, order, visit);
}

SqlcipherStore::TableStatements& SqlcipherStore::statements(std::size_t slot) {
  auto& table = statements_[slot];
  if (!table) table = std::make_unique<TableStatements>(writer_, slot);
  return *table;
}

// ---- text
// ----------------------------------------------------------------------------------------------------------

namespace {

constexpr std::uint8_t kUnindex = 0;
constexpr std::uint8_t kIndex = 1;

Bytes number_key(std::uint64_t number) {
  Bytes key;
  append_u64(key, number);
  return key;
}

}  // namespace

void SqlcipherStore::index_text(std::uint64_t number, std::string_view text) {
  write(kWaitingSlot, number_key(number), concat({Bytes{kIndex}, as_bytes(text)}));
}

void SqlcipherStore::unindex_text(std::uint64_t number) {
  write(kWaitingSlot, number_key(number), Bytes{kUnindex});
}

std::vector<std::uint64_t> SqlcipherStore::find_text(std::string_view text, std::size_t limit) {
  demand_open();
  const std::string folded = fold_text(text);
  if (folded.empty() || limit == 0) return {};
  const auto waiting = find_waiting(folded, limit);
  const auto indexed = find_indexed(folded, limit);
  std::vector<std::uint64_t> found;
  std::merge(waiting.begin(), waiting.end(), indexed.begin(), indexed.end(), std::back_inserter(found),
             std::greater<>());
  if (found.size() > limit) found.resize(limit);
  return found;
}

std::vector<std::uint64_t> SqlcipherStore::find_waiting(std::string_view folded, std::size_t limit) {
  std::vector<std::uint64_t> found;
  scan_slot(kWaitingSlot, KeyRange::all(), Order::Descending, [&](ByteView key, ByteView value) {
    const bool holds =
        value[0] == kIndex && fold_text(as_text(value.subspan(1))).find(folded) != std::string::npos;
    if (holds) found.push_back(read_u64(key).value_or(0));
    return found.size() < limit;
  });
  return found;
}

std::vector<std::uint64_t> SqlcipherStore::find_indexed(std::string_view folded, std::size_t limit) {
  const std::string expression = match_expression(folded);
  std::vector<std::uint64_t> found;
  const StatementUse use(search_);
  search_.bind(1, expression);
  while (found.size() < limit && search_.step()) {
    const auto number = static_cast<std::uint64_t>(search_.number(0));
    // What waits has been written since and says it better than the index.
    if (!read(kWaitingSlot, number_key(number))) found.push_back(number);
  }
  return found;
}

Result<std::size_t> SqlcipherStore::index_waiting(std::size_t limit) {
  try {
    begin();
    const std::size_t moved = move_waiting(limit);
    TRY_VOID(commit());
    waiting_texts_ = moved < limit ? 0 : waiting_texts_ - std::min(moved, waiting_texts_);
    return moved;
  } catch (const SqlFault& fault) {
    rollback();
    return commit_error(fault).error();
  }
}

std::size_t SqlcipherStore::move_waiting(std::size_t limit) {
  std::size_t moved = 0;
  scan_slot(kWaitingSlot, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    if (moved == limit) return false;
    const auto number = static_cast<std::int64_t>(read_u64(key).value_or(0));
    if (value[0] == kIndex) {
      const std::string folded = fold_text(as_text(value.subspan(1)));
      index_.bind(1, number).bind(2, folded).run();
    } else {
      unindex_.bind(1, number).run();
    }
    ++moved;
    pending_.write(kWaitingSlot, key, std::nullopt);  // behind the scan, so it may be written
    return true;
  });
  return moved;
}

// ---- upkeep
// --------------------------------------------------------------------------------------------------------

Result<std::size_t> SqlcipherStore::checkpoint() {
  const std::lock_guard lock(checkpoint_mutex_);
  int pages = 0;
  int copied = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(checkpointer_.raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
  if (code != SQLITE_OK && code != SQLITE_BUSY) return commit_error(SqlFault(code)).error();
  return static_cast<std::size_t>(std::max(pages - copied, 0));
}

Result<> SqlcipherStore::finish_log() {
  const std::lock_guard lock(checkpoint_mutex_);
  const int code =
      sqlite3_wal_checkpoint_v2(checkpointer_.raw(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) return commit_error(SqlFault(code)).error();
  return {};
}

std::string SqlcipherStore::schema() {
  std::string all;
  Statement rows =
      writer_.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", false);
  while (rows.step()) all += std::string(rows.text(0)) + ";\n";
  return all;
}

void SqlcipherStore::limit_growth(std::size_t pages) {
  const std::size_t has = std::stoull(writer_.ask("PRAGMA page_count"));
  const std::string limit = pages == 0 ? "4294967294" : std::to_string(has + pages);
  writer_.run(("PRAGMA max_page_count = " + limit).c_str());
}

}  // namespace tasuki::storage
