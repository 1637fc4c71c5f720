#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/audit/fault.hpp"
#include "core/audit/trail.hpp"
#include "core/audit/witness.hpp"

namespace tasuki::audit {

/// All entries must be behind a signed head. In a running node those of the last moment are not signed yet.
inline constexpr std::uint64_t kAllSigned = UINT64_MAX;

/// Entries that others witnessed and that a restored backup did not hold.
struct Lost {
  std::uint64_t from = 0;  ///< where the trail went on after the restore, or left what was witnessed
  std::uint64_t to = 0;    ///< the last that anybody witnessed
};

/// Follows a chain from its first entry and finds the first fault. Holds one entry at a time.
///
/// Where a link is broken, the entry that its successor (or a signed head) no longer vouches for is the one
/// blamed: an entry is vouched for by the hash that the next one holds, so one altered entry is told from its
/// neighbours.
class ChainCheck {
 public:
  /// `heads`: authentic ones, ascending by number. `witnessed`: authentic too, held elsewhere, in any order.
  explicit ChainCheck(std::vector<Head> heads, std::vector<WitnessedHead> witnessed = {});

  /// The next row as it lies in the store or the export: bytes of a proto.audit.StoredEntry. Returns the
  /// entry, unless it cannot be read.
  std::optional<Entry> feed(ByteView stored_entry);
  /// Entries up to and with `must_be_signed` must be there and behind a head.
  void finish(std::uint64_t must_be_signed);

  const std::optional<Finding>& finding() const { return finding_; }
  /// What witnesses hold against the chain, whatever its own heads say.
  const std::optional<Finding>& witness_finding() const { return witness_finding_; }
  /// The highest entry that each of them witnessed and that fits.
  const std::map<AgencyId, std::uint64_t>& witnessed() const { return agreed_; }
  const std::optional<Lost>& lost() const { return lost_; }
  std::uint64_t entries() const { return rows_; }
  const EntryHash& last_hash() const { return last_.hash; }
  /// The last entry that a signed head vouches for.
  std::uint64_t proven() const { return proven_; }

 private:
  void blame(std::uint64_t entry, Fault fault);
  void check_place(const Entry& entry);
  void check_link(const Entry& entry);
  void settle_broken_link(bool successor_is_vouched_for);
  void check_head(const EntryHash& hash, std::uint32_t incarnation);
  void check_witnesses(const EntryHash& hash);
  void contradicted(const WitnessedHead& witnessed, Fault fault);
  void lose(std::uint64_t from, std::uint64_t to);
  void lose_lives_before(const Entry& restored);

  std::vector<Head> heads_;
  std::size_t next_head_ = 0;
  Tail last_;
  std::uint32_t incarnation_ = 0;
  std::uint64_t rows_ = 0;
  std::uint64_t proven_ = 0;
  std::optional<std::uint64_t> broken_link_;  ///< The number of the link's second entry.
  std::optional<std::uint64_t> awaited_;      ///< Missed so far; out of order should it still come.
  std::optional<Finding> finding_;

  /// Where a restored node took the chain up.
  struct Restored {
    std::uint64_t number = 0;
    std::uint32_t incarnation = 0;
  };
  std::vector<WitnessedHead> witnesses_;
  std::size_t next_witness_ = 0;
  std::map<AgencyId, std::uint64_t> agreed_;
  std::uint64_t agreed_up_to_ = 0;
  std::vector<Restored> restored_;
  /// Heads of lives that the chain has not come to where they stand, with what fitted before them.
  struct Unlived {
    Head head;
    std::uint64_t fits_up_to = 0;
    Fault fault{};
  };
  std::vector<Unlived> unlived_;
  std::optional<Lost> lost_;
  std::optional<Finding> witness_finding_;
};

}  // namespace tasuki::audit
