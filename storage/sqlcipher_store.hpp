#pragma once

#include <array>
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "core/base/secret.hpp"
#include "core/base/store.hpp"
#include "storage/error.hpp"
#include "storage/pending_writes.hpp"
#include "storage/sqlite.hpp"

namespace tasuki::storage {

/// The node's store: one SQLCipher database (design section 11). One thread at a time uses it, but for
/// `checkpoint` and `wal_pages`, which any thread may call beside the writer.
///
/// A transaction's writes stay in memory until `commit`, which hands them to SQLite in one go; only reading
/// can fault before. Texts become searchable at once; the costly part of indexing them is `index_waiting`.
class SqlcipherStore final : public Store, private Transaction {
 public:
  /// A new, empty store in a file that does not exist yet.
  static Result<std::unique_ptr<SqlcipherStore>> create(const std::filesystem::path& file,
                                                        const Secret<32>& key);
  /// Opens and, if it is older, brings it forward. See open_encrypted for the errors, and StoreTooNew.
  static Result<std::unique_ptr<SqlcipherStore>> open(const std::filesystem::path& file,
                                                      const Secret<32>& key);
  ~SqlcipherStore() override;

  /// May throw StoreFault.
  Transaction& begin() override;
  /// After StoreError::CommitFailed by an unreliable disk, a crash before the next commit may still bring the
  /// transaction back; DiskFull never does.
  Result<> commit() override;
  void rollback() noexcept override;
  bool has_writes() const override { return !pending_.empty(); }

  /// Moves up to `limit` texts, oldest first, into the search index, in a transaction of its own. For when
  /// nothing else waits; not while a transaction is open. Returns how many it moved.
  Result<std::size_t> index_waiting(std::size_t limit);

  /// About how many texts `index_waiting` has still to move.
  std::size_t waiting_texts() const { return waiting_texts_; }

  /// Copies what is committed from the write-ahead log into the database file, beside the writer. Returns how
  /// many pages of the log are still to be copied: those written meanwhile.
  Result<std::size_t> checkpoint();
  /// The same to its end, and empties the log: for a database that is to be one file once this is destroyed,
  /// which does it as well but cannot say whether it worked. CommitFailed also where somebody else reads.
  Result<> finish_log();
  /// The log's length as of the last commit, in pages.
  std::size_t wal_pages() const { return wal_pages_; }

  /// The schema as SQL, for the golden test.
  std::string schema();
  /// Lets the database grow no further than it is, plus `pages`; 0 lifts it. Tests stand in for a full disk
  /// with it.
  void limit_growth(std::size_t pages);

 private:
  struct TableStatements;

  SqlcipherStore(std::filesystem::path file, Connection writer, Connection checkpointer);
  static Result<std::unique_ptr<SqlcipherStore>> over(const std::filesystem::path& file,
                                                      const Secret<32>& key, Connection writer);

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

  void demand_open() const;
  void write(std::size_t slot, ByteView key, std::optional<Bytes> value);
  std::optional<Bytes> read(std::size_t slot, ByteView key);
  void scan_slot(std::size_t slot, const KeyRange& range, Order order, const Visit& visit);
  std::vector<std::uint64_t> find_waiting(std::string_view folded, std::size_t limit);
  std::vector<std::uint64_t> find_indexed(std::string_view folded, std::size_t limit);
  void flush();
  void flush_table(std::size_t slot);
  std::size_t move_waiting(std::size_t limit);
  TableStatements& statements(std::size_t slot);
  Result<> commit_error(const SqlFault& fault) const;

  std::filesystem::path file_;
  Connection writer_;
  std::array<std::unique_ptr<TableStatements>, PendingWrites::kTableBound> statements_;
  Statement begin_, commit_, rollback_, search_, index_, unindex_;
  PendingWrites pending_;
  std::size_t waiting_texts_ = 0;
  bool open_ = false;

  std::mutex checkpoint_mutex_;
  Connection checkpointer_;
  std::atomic<std::size_t> wal_pages_ = 0;
};

}  // namespace tasuki::storage
