#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/store.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace tasuki::storage {

/// A call to SQLite failed. `code()` is SQLite's extended result code; the text holds nothing else.
class SqlFault : public StoreFault {
 public:
  explicit SqlFault(int code);
  int code() const { return code_; }
  /// There is no room on the disk.
  bool is_full() const;
  /// A page is not as it was written. SQLCipher says no more than "error" of one whose authentication fails;
  /// nothing else makes one of our own statements fail so.
  bool is_damage() const;

 private:
  int code_;
};

/// A prepared statement. Every call may throw SqlFault.
class Statement {
 public:
  Statement() = default;

  /// Parameters count from 1. What is bound must stay until `reset` or the next bind.
  Statement& bind(int parameter, ByteView blob);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::int64_t number);
  /// True: there is a row. After false or an error the statement is reset.
  bool step();
  /// Steps to the end and resets.
  void run();
  void reset();

  /// Columns count from 0; views are valid until the next step or reset.
  ByteView blob(int column) const;
  std::string_view text(int column) const;
  std::int64_t number(int column) const;

  explicit operator bool() const { return statement_ != nullptr; }
  sqlite3_stmt* raw() const { return statement_.get(); }

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Resets a cached statement when it goes out of use, whatever happens.
class StatementUse {
 public:
  explicit StatementUse(Statement& statement) : statement_(statement) {}
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;
  ~StatementUse() { statement_.reset(); }

 private:
  Statement& statement_;
};

/// A database connection. Every call may throw SqlFault.
class Connection {
 public:
  /// Opens without reading anything. `create`: makes the file where there is none.
  Connection(const std::filesystem::path& file, bool create);

  /// One or more statements without results.
  void run(const char* sql);
  /// `cached`: the statement lives as long as the connection.
  Statement prepare(std::string_view sql, bool cached = true);
  /// The first column of the first row, as text; empty where there is none.
  std::string ask(std::string_view sql);
  bool in_transaction() const;
  sqlite3* raw() const { return connection_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace tasuki::storage
