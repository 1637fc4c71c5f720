#include "core/record/ledger.hpp"

#include <algorithm>

#include "core/record/check.hpp"
#include "core/record/governance.hpp"
#include "core/record/stored_record.hpp"

namespace tasuki::record {

namespace {

Bytes ledger_key(const TeamId& team, const RecordId& id) { return concat({team.bytes(), id.bytes()}); }

std::uint64_t lamport_time(Transaction& transaction, const TeamId& team, const RecordId& id) {
  const auto row = transaction.get(Table::Governance, ledger_key(team, id));
  const auto time = row ? read_u64(*row) : std::nullopt;
  if (!time) throw StoreFault("a stored Lamport time does not read");
  return *time;
}

// ---- what waits
// -------------------------------------------------------------------------------------------------

std::size_t count_waiting_from(Transaction& transaction, const std::optional<AgencyId>& peer) {
  std::size_t count = 0;
  transaction.scan(Table::GovernanceWaiting, KeyRange::all(), Order::Ascending,
                   [&](ByteView, ByteView value) {
                     count += read_stored_record(value).from == peer;
                     return true;
                   });
  return count;
}

/// What nobody else could hand over leaves no room for what others do.
bool has_room(Transaction& transaction, const StoredRecord& record) {
  const std::size_t all = transaction.count(Table::GovernanceWaiting, KeyRange::all());
  return all < kWaitingShare ||
         (all < kWaitingLimit && count_waiting_from(transaction, record.from) < kWaitingShare);
}

Result<Arrival> park(Transaction& transaction, const StoredRecord& record, ByteView missing) {
  const Bytes key = waiting_key(missing, record.record);
  const bool is_new = !transaction.contains(Table::GovernanceWaiting, key);
  if (is_new && !has_room(transaction, record)) return RecordError::TooManyWaiting;
  transaction.put(Table::GovernanceWaiting, key, write_stored_record(record));
  return Arrival::Waiting;
}

std::vector<StoredRecord> take_waiting(Transaction& transaction, ByteView arrived) {
  std::vector<StoredRecord> waiting;
  std::vector<Bytes> keys;
  transaction.scan(Table::GovernanceWaiting, KeyRange::prefix(arrived), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     keys.push_back(copy(key));
                     waiting.push_back(read_stored_record(value));
                     return true;
                   });
  for (const auto& key : keys) transaction.erase(Table::GovernanceWaiting, key);
  return waiting;
}

// ---- what enters
// ------------------------------------------------------------------------------------------------

void replace_heads(Transaction& transaction, const TeamId& team, const GovernanceRecord& newest) {
  const auto before = ledger_heads(transaction, team);
  std::set<RecordId> heads(before.begin(), before.end());
  for (const auto& parent : newest.parents) heads.erase(parent);
  heads.insert(newest.id);
  Bytes row;
  for (const auto& head : heads) append(row, head.bytes());
  transaction.put(Table::Governance, team.bytes(), row);
}

void place(Transaction& transaction, const StoredRecord& record, const GovernanceRecord& governance) {
  const auto team = team_of(record.record);
  std::uint64_t latest = 0;
  for (const auto& parent : governance.parents) {
    latest = std::max(latest, lamport_time(transaction, team, parent));
  }
  Bytes row;
  append_u64(row, latest + 1);
  put_record(transaction, record);
  transaction.put(Table::Governance, ledger_key(team, record.record.id), row);
  replace_heads(transaction, team, governance);
}

Result<Arrival> insert_one(Transaction& transaction, const StoredRecord& record, SignatureMemo* memo) {
  const auto team = team_of(record.record);
  if (is_in_ledger(transaction, team, record.record.id)) return Arrival::Known;
  TRY(const auto governance, read_governance(record.record));
  TRY(const auto standing, check_record(transaction, record.record, memo));
  if (standing == Standing::WaitingForCertificate) {
    return park(transaction, record, governance.certificate.bytes());
  }
  if (standing == Standing::WaitingForCard) return park(transaction, record, governance.author.bytes());
  for (const auto& parent : governance.parents) {
    if (is_in_ledger(transaction, team, parent)) continue;
    if (was_received(transaction, parent)) return RecordError::ForeignParent;
    return park(transaction, record, parent.bytes());
  }
  place(transaction, record, governance);
  return Arrival::Inserted;
}

/// `inserted` grows while those that waited for its entries follow them.
void insert_followers(Transaction& transaction, std::vector<RecordId>& inserted, SignatureMemo* memo) {
  for (std::size_t i = 0; i < inserted.size(); ++i) {
    for (const auto& waiting : take_waiting(transaction, inserted[i].bytes())) {
      const auto arrival = insert_one(transaction, waiting, memo);
      if (arrival && *arrival == Arrival::Inserted) inserted.push_back(waiting.record.id);
    }
  }
}

}  // namespace

Result<Insertion> insert_governance(Transaction& transaction, const StoredRecord& record,
                                    SignatureMemo* memo) {
  TRY(const auto arrival, insert_one(transaction, record, memo));
  Insertion insertion{.arrival = arrival};
  if (arrival == Arrival::Inserted) {
    insertion.inserted.push_back(record.record.id);
    insert_followers(transaction, insertion.inserted, memo);
  }
  return insertion;
}

Result<> insert_own_governance(Transaction& transaction, const StoredRecord& record) {
  TRY(const auto governance, read_governance(record.record));
  const auto team = team_of(record.record);
  if (!absent_from_ledger(transaction, team, governance.parents).empty()) {
    return RecordError::MissingGovernance;
  }
  place(transaction, record, governance);
  return {};
}

std::vector<RecordId> insert_waiting_for(Transaction& transaction, ByteView arrived, SignatureMemo* memo) {
  std::vector<RecordId> inserted;
  for (const auto& waiting : take_waiting(transaction, arrived)) {
    const auto arrival = insert_one(transaction, waiting, memo);
    if (arrival && *arrival == Arrival::Inserted) inserted.push_back(waiting.record.id);
  }
  insert_followers(transaction, inserted, memo);
  return inserted;
}

std::set<TeamId> teams_waiting_for(Transaction& transaction, ByteView arrived) {
  std::set<TeamId> teams;
  transaction.scan(Table::GovernanceWaiting, KeyRange::prefix(arrived), Order::Ascending,
                   [&](ByteView, ByteView value) {
                     teams.insert(team_of(read_stored_record(value).record));
                     return true;
                   });
  return teams;
}

bool is_in_ledger(Transaction& transaction, const TeamId& team, const RecordId& id) {
  return transaction.contains(Table::Governance, ledger_key(team, id));
}

std::vector<RecordId> ledger_heads(Transaction& transaction, const TeamId& team) {
  std::vector<RecordId> heads;
  const auto row = transaction.get(Table::Governance, team.bytes());
  if (!row) return heads;
  for (ByteView rest = *row; rest.size() >= RecordId::kSize; rest = rest.subspan(RecordId::kSize)) {
    heads.push_back(*RecordId::from(rest.first(RecordId::kSize)));
  }
  return heads;
}

std::vector<RecordId> ledger_records(Transaction& transaction, const TeamId& team) {
  std::vector<std::pair<std::uint64_t, RecordId>> records;
  transaction.scan(Table::Governance, KeyRange::prefix(team.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto id = RecordId::from(key.subspan(TeamId::kSize));
                     const auto time = read_u64(value);
                     if (id && time) records.emplace_back(*time, *id);
                     return true;
                   });
  std::sort(records.begin(), records.end());
  std::vector<RecordId> ids;
  for (const auto& [time, id] : records) ids.push_back(id);
  return ids;
}

std::vector<TeamId> known_ledgers(Transaction& transaction) {
  std::vector<TeamId> teams;
  // The row of a team's heads comes before its records'; the next team's begins behind the last of them.
  Bytes from;
  while (true) {
    std::optional<TeamId> team;
    transaction.scan(Table::Governance, {.from = from, .until = {}}, Order::Ascending,
                     [&](ByteView key, ByteView) {
                       team = TeamId::from(key.first(TeamId::kSize));
                       return false;
                     });
    if (!team) return teams;
    teams.push_back(*team);
    from = KeyRange::prefix(team->bytes()).until;
    if (from.empty()) return teams;
  }
}

std::vector<RecordId> missing_governance(Transaction& transaction, const TeamId& team) {
  std::set<RecordId> missing;
  std::set<RecordId> waiting;
  transaction.scan(
      Table::GovernanceWaiting, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
        const auto record = read_stored_record(value);
        if (team_of(record.record) != team) return true;
        waiting.insert(record.record.id);
        const auto governance = read_governance(record.record);
        if (!governance) return true;
        const auto what = key.first(RecordId::kSize);
        const bool needs_author =
            equal(what, governance->author.bytes()) || equal(what, governance->certificate.bytes());
        if (needs_author) missing.insert(record.record.id);
        missing.insert(governance->parents.begin(), governance->parents.end());
        if (needs_author) waiting.erase(record.record.id);
        return true;
      });
  for (const auto& id : waiting) missing.erase(id);
  return absent_from_ledger(transaction, team, {missing.begin(), missing.end()});
}

std::vector<RecordId> absent_from_ledger(Transaction& transaction, const TeamId& team,
                                         const std::vector<RecordId>& ids) {
  std::vector<RecordId> absent;
  for (const auto& id : ids) {
    if (!is_in_ledger(transaction, team, id)) absent.push_back(id);
  }
  return absent;
}

}  // namespace tasuki::record
