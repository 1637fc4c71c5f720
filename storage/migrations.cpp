#include "storage/migrations.hpp"

#include <string>

namespace tasuki::storage {

namespace {

void run_one(Connection& connection, const Migration& migration) {
  connection.run("BEGIN IMMEDIATE");
  try {
    connection.run(std::string(migration.sql).c_str());
    connection.run(("PRAGMA user_version = " + std::to_string(migration.number)).c_str());
    connection.run("COMMIT");
  } catch (const SqlFault&) {
    if (connection.in_transaction()) connection.run("ROLLBACK");
    throw;
  }
}

}  // namespace

Result<> migrate(Connection& connection, std::span<const Migration> all) {
  const std::int64_t has = std::stoll(connection.ask("PRAGMA user_version"));
  if (!all.empty() && has > all.back().number) return StorageError::StoreTooNew;
  for (const Migration& migration : all) {
    if (migration.number > has) run_one(connection, migration);
  }
  return {};
}

}  // namespace tasuki::storage
