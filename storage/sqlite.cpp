#include "storage/sqlite.hpp"

#include <sqlcipher/sqlite3.h>

namespace tasuki::storage {

namespace {

void check(int code) {
  if (code != SQLITE_OK) throw SqlFault(code);
}

// SQLite takes a null pointer for NULL; an empty blob or text needs another one.
const void* somewhere(const void* data) { return data == nullptr ? "" : data; }

}  // namespace

SqlFault::SqlFault(int code) : StoreFault("sqlite result " + std::to_string(code)), code_(code) {}

bool SqlFault::is_full() const { return (code_ & 0xff) == SQLITE_FULL; }

bool SqlFault::is_damage() const {
  const int code = code_ & 0xff;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR;
}

Statement& Statement::bind(int parameter, ByteView blob) {
  check(sqlite3_bind_blob64(raw(), parameter, somewhere(blob.data()), blob.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  const auto* data = static_cast<const char*>(somewhere(text.data()));
  check(sqlite3_bind_text64(raw(), parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  check(sqlite3_bind_int64(raw(), parameter, number));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(raw());
  if (code == SQLITE_ROW) return true;
  reset();
  if (code != SQLITE_DONE) throw SqlFault(code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() { sqlite3_reset(raw()); }

ByteView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(raw(), column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(raw(), column))};
}

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(raw(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(raw(), column))};
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(raw(), column); }

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Connection::Connection(const std::filesystem::path& file, bool create) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
  connection_.reset(opened);
  check(code);
  sqlite3_extended_result_codes(opened, 1);
}

void Connection::run(const char* sql) { check(sqlite3_exec(raw(), sql, nullptr, nullptr, nullptr)); }

Statement Connection::prepare(std::string_view sql, bool cached) {
  sqlite3_stmt* statement = nullptr;
  const unsigned flags = cached ? SQLITE_PREPARE_PERSISTENT : 0;
  check(sqlite3_prepare_v3(raw(), sql.data(), static_cast<int>(sql.size()), flags, &statement, nullptr));
  return Statement(statement);
}

std::string Connection::ask(std::string_view sql) {
  Statement statement = prepare(sql, false);
  if (!statement.step()) return {};
  return std::string(statement.text(0));
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(raw()) == 0; }

void Connection::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

}  // namespace tasuki::storage
