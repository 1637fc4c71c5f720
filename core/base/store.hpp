#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/base/table.hpp"

namespace tasuki {

/// The disk failed in the middle of the rules (full, torn, unreadable). Not a bug, but nothing that a rule
/// could act on: the loop catches it, rolls the whole transaction back and drops every cache.
class StoreFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Order { Ascending, Descending };

/// Where a scan begins and ends. Bounds are keys, `from` included, `until` not; empty `until` means the
/// table's end.
struct KeyRange {
  Bytes from;
  Bytes until;

  /// Every key that begins with `prefix`.
  static KeyRange prefix(ByteView prefix);
  static KeyRange all() { return {}; }
};

/// Return false to stop the scan. The views are valid during the call only. The table scanned may not be
/// written from inside; collect first.
using Visit = std::function<bool(ByteView key, ByteView value)>;

/// What the rules read and write through. One at a time per store. Any call may throw StoreFault.
/// What is written is seen by later reads of the same transaction at once.
class Transaction {
 public:
  virtual ~Transaction() = default;

  virtual std::optional<Bytes> get(Table table, ByteView key) = 0;
  virtual void put(Table table, ByteView key, ByteView value) = 0;
  /// Erasing what is not there does nothing.
  virtual void erase(Table table, ByteView key) = 0;
  virtual void scan(Table table, const KeyRange& range, Order order, const Visit& visit) = 0;

  /// Full-text search over what people wrote; `number` is the caller's (an inbox number). Text is folded by
  /// NFKC and case, so that half-width kana find full-width ones; 斎 and 齋 stay different letters.
  virtual void index_text(std::uint64_t number, std::string_view text) = 0;
  virtual void unindex_text(std::uint64_t number) = 0;
  /// The newest `limit` numbers whose text contains `text`, highest first. Shorter than one character: none.
  virtual std::vector<std::uint64_t> find_text(std::string_view text, std::size_t limit) = 0;

  /// Savepoints nest. `rollback_to_savepoint` undoes all since the innermost one and ends it.
  virtual void savepoint() = 0;
  virtual void release_savepoint() = 0;
  virtual void rollback_to_savepoint() = 0;

  bool contains(Table table, ByteView key) { return get(table, key).has_value(); }
  /// The last key and value of a range, if any.
  std::optional<std::pair<Bytes, Bytes>> last(Table table, const KeyRange& range);
  std::size_t count(Table table, const KeyRange& range);
};

enum class StoreError {
  /// There is no room; nothing of the transaction is on disk.
  DiskFull,
  /// The commit failed otherwise; nothing of the transaction is on disk.
  CommitFailed,
};
std::string_view error_name(StoreError error);

class Store {
 public:
  virtual ~Store() = default;
  /// Exactly one transaction is open at a time; beginning a second is a bug.
  virtual Transaction& begin() = 0;
  /// After success everything since `begin` is durable. After an error nothing of it is.
  virtual Result<> commit() = 0;
  virtual void rollback() = 0;
  /// Whether the open transaction has anything to commit.
  virtual bool has_writes() const = 0;
};

/// A savepoint that undoes itself unless `keep()` is called.
class Savepoint {
 public:
  explicit Savepoint(Transaction& transaction) : transaction_(transaction) { transaction_.savepoint(); }
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint() {
    if (!kept_) undo();
  }
  void keep() {
    transaction_.release_savepoint();
    kept_ = true;
  }

 private:
  void undo() noexcept {
    try {
      transaction_.rollback_to_savepoint();
    } catch (const StoreFault&) {
      // The transaction is lost as a whole; the next call or the commit reports it.
    }
  }
  Transaction& transaction_;
  bool kept_ = false;
};

}  // namespace tasuki
