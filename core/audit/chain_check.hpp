#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/audit/fault.hpp"
#include "core/audit/trail.hpp"

namespace tasuki::audit {

/// Whether entries behind the newest signed head are a fault. In a running node the entries of the present
/// batch are not signed yet.
enum class Unsigned { Allowed, Fault };

/// Follows a chain from its first entry and finds the first fault. Holds one entry at a time.
///
/// Where a link is broken, the entry that its successor (or a signed head) no longer vouches for is the one
/// blamed: an entry is vouched for by the hash that the next one holds, so one altered entry is told from its
/// neighbours.
class ChainCheck {
 public:
  /// `heads`: authentic ones, ascending by number.
  explicit ChainCheck(std::vector<Head> heads) : heads_(std::move(heads)) {}

  /// The next row as it lies in the store or the export: bytes of a proto.audit.StoredEntry. Returns the
  /// entry, unless it cannot be read.
  std::optional<Entry> feed(ByteView stored_entry);
  void finish(Unsigned behind_head);

  const std::optional<Finding>& finding() const { return finding_; }
  std::uint64_t entries() const { return rows_; }
  const EntryHash& last_hash() const { return last_.hash; }
  /// The last entry that a signed head vouches for.
  std::uint64_t proven() const { return proven_; }

 private:
  void blame(std::uint64_t entry, Fault fault);
  void check_place(const Entry& entry);
  void check_link(const Entry& entry);
  void settle_broken_link(bool successor_is_vouched_for);
  void check_head(const EntryHash& hash);

  std::vector<Head> heads_;
  std::size_t next_head_ = 0;
  Tail last_;
  std::uint32_t incarnation_ = 0;
  std::uint64_t rows_ = 0;
  std::uint64_t proven_ = 0;
  std::optional<std::uint64_t> broken_link_;  ///< The number of the link's second entry.
  std::optional<std::uint64_t> awaited_;      ///< Missed so far; out of order should it still come.
  std::optional<Finding> finding_;
};

}  // namespace tasuki::audit
