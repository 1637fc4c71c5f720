#include "storage/encrypted_file.hpp"

#include <sqlcipher/sqlite3.h>

#include "storage/private_file.hpp"

namespace tasuki::storage {

namespace {

constexpr std::string_view kPlainHeader = "SQLite format 3";

Result<> check_header(const std::filesystem::path& file) {
  TRY(const Bytes header, read_private_file(file, ReadAtMost{kPlainHeader.size()}));
  if (header.size() < kPlainHeader.size()) return StorageError::StoreDamaged;
  if (as_text(header) == kPlainHeader) return StorageError::StoreNotEncrypted;
  return {};
}

// SQLCipher takes `x'HEX'` as the key itself and derives nothing from it.
void give_key(Connection& connection, const Secret<32>& key) {
  std::string raw = "x'" + to_hex(key.reveal()) + "'";
  const int code = sqlite3_key(connection.raw(), raw.data(), static_cast<int>(raw.size()));
  wipe(raw);
  if (code != SQLITE_OK) throw SqlFault(code);
}

void set_up_cipher(Connection& connection, const Secret<32>& key) {
  connection.run("PRAGMA cipher_log_level = NONE");  // it would write to stderr on its own
  give_key(connection, key);
  connection.run("PRAGMA cipher_hmac_algorithm = HMAC_SHA256");  // part of the format: see docs/decisions.md
  connection.run("PRAGMA temp_store = MEMORY");
}

Result<> set_up(Connection& connection, const Secret<32>& key) {
  set_up_cipher(connection, key);
  if (connection.ask("PRAGMA journal_mode = WAL") != "wal") return StorageError::CipherMissing;
  connection.run(
      "PRAGMA synchronous = FULL;"
      "PRAGMA secure_delete = ON;"
      "PRAGMA foreign_keys = ON");
  if (connection.ask("PRAGMA cipher_version").empty()) return StorageError::CipherMissing;
  connection.ask("SELECT count(*) FROM sqlite_schema");
  return {};
}

Error error_of(const SqlFault& fault) {
  if (fault.is_damage()) return StorageError::StoreDamaged;
  return Error(StorageError::HomeUnusable, fault.what());
}

}  // namespace

Result<Connection> open_beside(const std::filesystem::path& file, const Secret<32>& key) {
  try {
    Connection connection(file, false);
    TRY_VOID(set_up(connection, key));
    return connection;
  } catch (const SqlFault& fault) {
    return error_of(fault);
  }
}

Result<Connection> open_encrypted(const std::filesystem::path& file, const Secret<32>& key) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return StorageError::StoreMissing;
  TRY_VOID(check_header(file));
  return open_beside(file, key);
}

Result<Connection> create_copy_target(const std::filesystem::path& file, const Secret<32>& key) {
  TRY_VOID(create_private_file(file, {}));
  Connection connection(file, false);
  set_up_cipher(connection, key);
  connection.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  return connection;
}

Result<Connection> create_encrypted(const std::filesystem::path& file, const Secret<32>& key) {
  TRY_VOID(create_private_file(file, {}));
  return open_beside(file, key);
}

}  // namespace tasuki::storage
