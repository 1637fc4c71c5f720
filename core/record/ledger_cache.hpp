#pragma once

#include <map>
#include <memory>
#include <set>

#include "core/base/store.hpp"
#include "core/record/fold.hpp"
#include "core/record/governance.hpp"

namespace tasuki::record {

/// A team's state as somebody saw it, with the records it was folded from.
struct StateAt {
  TeamState state{};
  std::set<RecordId> records{};
};

/// Folds ledgers and remembers the results: fine to ask for every message. What it remembers is named by the
/// records' own ids and the fingerprint of all certificate ends, so it is right whatever the store has rolled
/// back; `clear` gives its memory back.
class LedgerCache {
 public:
  /// By all governance that is known. RecordError::UnknownTeam. Two rows read where nothing has changed.
  Result<std::shared_ptr<const StateAt>> current(Transaction& transaction, const TeamId& team);

  /// As seen by whoever names `heads`: their ancestors and themselves. MissingGovernance where one of them is
  /// not in the ledger, or there are none.
  Result<std::shared_ptr<const StateAt>> at(Transaction& transaction, const TeamId& team,
                                            const std::vector<RecordId>& heads);

  /// Whether who saw `heads` had seen all of `ids`. MissingGovernance as above.
  Result<bool> covers(Transaction& transaction, const TeamId& team, const std::vector<RecordId>& heads,
                      const std::vector<RecordId>& ids);

  void clear();

 private:
  using Key = Bytes;  // fingerprint of the ends ‖ heads
  std::shared_ptr<const StateAt> compute(Transaction& transaction, const TeamId& team,
                                         const std::set<RecordId>& heads);
  std::shared_ptr<const GovernanceRecord> load(Transaction& transaction, const RecordId& id);

  std::map<RecordId, std::shared_ptr<const GovernanceRecord>> records_;
  std::map<Key, std::shared_ptr<const StateAt>> states_;
};

}  // namespace tasuki::record
