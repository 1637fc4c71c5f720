#include "storage/table_statements.hpp"

#include <stdexcept>
#include <utility>

namespace tasuki::storage {

namespace {

std::string name_of(std::size_t slot) {
  if (slot == kWaitingSlot) return "text_waiting";
  for (const auto& entry : kTables) {
    if (static_cast<std::size_t>(entry.table) == slot) return std::string(entry.name);
  }
  throw std::logic_error("a table without a name");
}

std::string scan_sql(const std::string& name, bool bounded, Order order) {
  return "SELECT key, value FROM " + name + " WHERE key >= ?1" + (bounded ? " AND key < ?2" : "") +
         " ORDER BY key " + (order == Order::Ascending ? "ASC" : "DESC");
}

}  // namespace

SqlcipherStore::TableStatements::TableStatements(Connection& connection, std::size_t slot)
    : connection_(connection), name_(name_of(slot)) {
  get = connection.prepare("SELECT value FROM " + name_ + " WHERE key = ?1");
  put = connection.prepare(
      "INSERT INTO " + name_ +
      " (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  erase = connection.prepare("DELETE FROM " + name_ + " WHERE key = ?1");
}

SqlcipherStore::TableStatements::Cursor SqlcipherStore::TableStatements::cursor(const KeyRange& range,
                                                                                Order order) {
  const bool bounded = !range.until.empty();
  Statement& home = scans_[(bounded ? 2 : 0) + (order == Order::Ascending ? 0 : 1)];
  Statement statement = std::exchange(home, Statement());
  if (!statement) statement = connection_.prepare(scan_sql(name_, bounded, order));
  statement.bind(1, ByteView(range.from));
  if (bounded) statement.bind(2, ByteView(range.until));
  return Cursor(home, std::move(statement));
}

SqlcipherStore::TableStatements::Cursor::~Cursor() {
  statement_.reset();
  if (!home_) home_ = std::move(statement_);
}

}  // namespace tasuki::storage
