#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "core/base/bytes.hpp"

namespace tasuki::storage {

/// What a transaction has written and not committed yet: an overlay over the tables, with nested savepoints.
///
/// It stays in memory until the commit, so that a row written a hundred times in one batch (a session, the
/// audit head) or written and erased again (an outbox item) costs one statement or none, and a savepoint
/// costs nothing. Tables are numbers below kTableBound.
class PendingWrites {
 public:
  static constexpr std::size_t kTableBound = 128;

  struct BytesLess {
    using is_transparent = void;
    bool operator()(ByteView a, ByteView b) const { return compare(a, b) < 0; }
  };
  /// No value: erased.
  using Rows = std::map<Bytes, std::optional<Bytes>, BytesLess>;

  void write(std::size_t table, ByteView key, std::optional<Bytes> value);
  const Rows& rows(std::size_t table) const { return tables_[table]; }
  bool empty() const;
  /// The transaction is over: nothing is pending, no savepoint is open.
  void clear();

  void savepoint() { savepoints_.push_back(undo_.size()); }
  /// Asking for more than there are open is a bug: std::logic_error.
  void release_savepoint();
  void rollback_to_savepoint();

 private:
  /// What a row was before a write inside a savepoint; no `before`: not pending at all.
  struct Undo {
    std::size_t table;
    Bytes key;
    std::optional<std::optional<Bytes>> before;
  };
  void demand_savepoint() const;

  std::array<Rows, kTableBound> tables_;
  std::vector<Undo> undo_;
  std::vector<std::size_t> savepoints_;
};

}  // namespace tasuki::storage
