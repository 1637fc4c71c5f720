#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/store.hpp"

namespace tasuki::test {

/// The store's port in memory, with the same savepoints. What is committed survives `crash()`, nothing else
/// does.
class MemoryStore final : public Store, private Transaction {
 public:
  Transaction& begin() override;
  Result<> commit() override;
  void rollback() override;

  bool has_writes() const override { return !undo_.empty(); }
  /// The process died: an open transaction is gone.
  void crash();
  /// The next commit fails with `error`.
  void fail_next_commit(StoreError error) { next_commit_ = error; }
  std::size_t commits() const { return commits_; }

  /// A row that the open transaction has written, and what it was before.
  struct Write {
    Table table;
    Bytes key;
    std::optional<Bytes> before;
  };
  /// In the order of writing; a row that was written twice comes twice. Texts are left out.
  std::vector<Write> writes() const;
  /// How often an outermost savepoint was undone, in all.
  std::size_t undone() const { return undone_; }

  /// Every key and value ever committed and still there: for tests that look for what must not be there.
  std::string dump() const;

 private:
  struct BytesLess {
    bool operator()(const Bytes& a, const Bytes& b) const { return compare(a, b) < 0; }
  };
  using Rows = std::map<Bytes, Bytes, BytesLess>;

  /// One step back: what a row or text was before it was written.
  struct Undo {
    Table table;
    bool is_text;
    Bytes key;
    std::optional<Bytes> before;
  };

  std::optional<Bytes> get(Table table, ByteView key) override;
  void put(Table table, ByteView key, ByteView value) override;
  void erase(Table table, ByteView key) override;
  void scan(Table table, const KeyRange& range, Order order, const Visit& visit) override;
  void index_text(std::uint64_t number, std::string_view text) override;
  void unindex_text(std::uint64_t number) override;
  std::vector<std::uint64_t> find_text(std::string_view text, std::size_t limit) override;
  void savepoint() override;
  void release_savepoint() override;
  void rollback_to_savepoint() override;

  void write(Rows& rows, Table table, bool is_text, Bytes key, std::optional<Bytes> value);
  void undo_to(std::size_t size);

  std::map<Table, Rows> tables_;
  Rows texts_;
  std::vector<Undo> undo_;
  std::vector<std::size_t> savepoints_;
  std::optional<StoreError> next_commit_;
  std::size_t commits_ = 0;
  std::size_t undone_ = 0;
  bool open_ = false;
};

}  // namespace tasuki::test
