#pragma once

#include <set>
#include <vector>

#include "core/base/store.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::record {

/// The governance records of each team, as a graph: every record names the heads that its author's node saw
/// as its parents. A record is in the ledger when all its ancestors are. Design §6; docs/protocol.md,
/// section 9.

enum class Arrival {
  Inserted,
  Known,    ///< It was in the ledger already.
  Waiting,  ///< For a parent, a certificate or a card; kept until that comes.
};

struct Insertion {
  Arrival arrival = Arrival::Known;
  /// What entered the ledger now: this record and those that had waited for it, parents first.
  std::vector<RecordId> inserted{};
};

/// At most so many records wait at a time, all teams together; and of those that one peer has handed over.
/// Past the second number their rows are counted, which costs a scan of all that waits.
inline constexpr std::size_t kWaitingLimit = 4096;
inline constexpr std::size_t kWaitingShare = 512;

/// A governance record from outside. Errors refuse it: those of `read_governance` and `check_record`,
/// ForeignParent, TooManyWaiting. `memo` may be null.
Result<Insertion> insert_governance(Transaction& transaction, const StoredRecord& record,
                                    SignatureMemo* memo);

/// A governance record that this node states; it may be signed later in the same transaction. Its parents are
/// in the ledger, or MissingGovernance.
Result<> insert_own_governance(Transaction& transaction, const StoredRecord& record);

/// A certificate (its hash) or a card (its agency's id) has been kept: what waited for it. The records that
/// entered the ledger now; one that is refused after all is dropped.
std::vector<RecordId> insert_waiting_for(Transaction& transaction, ByteView arrived, SignatureMemo* memo);
/// The teams whose records wait for it: those whose state `insert_waiting_for` may change.
std::set<TeamId> teams_waiting_for(Transaction& transaction, ByteView arrived);

bool is_in_ledger(Transaction& transaction, const TeamId& team, const RecordId& id);
/// Ordered by id; none where the team is not known. One row read.
std::vector<RecordId> ledger_heads(Transaction& transaction, const TeamId& team);
/// In causal order: by Lamport time, then id.
std::vector<RecordId> ledger_records(Transaction& transaction, const TeamId& team);
std::vector<TeamId> known_ledgers(Transaction& transaction);

/// What to ask a peer for: parents that nobody has handed over yet, and waiting records whose certificate or
/// card is missing (whoever hands those over again sends what they stand on). Scans all that waits.
std::vector<RecordId> missing_governance(Transaction& transaction, const TeamId& team);
/// Those of `ids` that are not in the team's ledger.
std::vector<RecordId> absent_from_ledger(Transaction& transaction, const TeamId& team,
                                         const std::vector<RecordId>& ids);

}  // namespace tasuki::record
