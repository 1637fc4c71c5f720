#pragma once

#include <array>
#include <string>

#include "storage/sqlcipher_store.hpp"

namespace tasuki::storage {

/// Where texts wait to be indexed: an own table beside those of core/base/table.hpp.
inline constexpr std::size_t kWaitingSlot = 0;

/// One table's prepared statements, made when they are first needed.
struct SqlcipherStore::TableStatements {
  TableStatements(Connection& connection, std::size_t slot);

  /// A running scan; gives its statement back when it goes. A scan inside a scan gets a statement of its own.
  class Cursor {
   public:
    Cursor(Statement& home, Statement statement) : home_(home), statement_(std::move(statement)) {}
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor();
    Statement& statement() { return statement_; }

   private:
    Statement& home_;
    Statement statement_;
  };
  /// Rows (key, value) of `range`, which outlives the cursor.
  Cursor cursor(const KeyRange& range, Order order);

  Statement get;
  Statement put;
  Statement erase;

 private:
  Connection& connection_;
  std::string name_;
  std::array<Statement, 4> scans_;
};

}  // namespace tasuki::storage
