#pragma once

#include <map>

#include "core/base/store.hpp"

namespace tasuki::audit {

/// A transaction that is never committed: what an export brings along, so that it is checked by the same
/// rules as what comes from a peer. No text index and no savepoints.
class ScratchStore final : public Transaction {
 public:
  std::optional<Bytes> get(Table table, ByteView key) override;
  void put(Table table, ByteView key, ByteView value) override;
  void erase(Table table, ByteView key) override;
  void scan(Table table, const KeyRange& range, Order order, const Visit& visit) override;

  void index_text(std::uint64_t, std::string_view) override {}
  void unindex_text(std::uint64_t) override {}
  std::vector<std::uint64_t> find_text(std::string_view, std::size_t) override { return {}; }
  void savepoint() override;
  void release_savepoint() override;
  void rollback_to_savepoint() override;

 private:
  using Key = std::pair<Table, Bytes>;
  std::map<Key, Bytes> rows_;
};

}  // namespace tasuki::audit
