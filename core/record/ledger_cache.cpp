#include "core/record/ledger_cache.hpp"

#include <algorithm>

#include "core/record/certificate_store.hpp"
#include "core/record/fingerprint.hpp"
#include "core/record/ledger.hpp"
#include "core/record/stored.hpp"

namespace tasuki::record {

namespace {

// When one of them is full it is emptied: simple, and rare.
constexpr std::size_t kRememberedStates = 256;
constexpr std::size_t kRememberedRecords = 20'000;

CertificateEnds ends_of(Transaction& transaction,
                        const std::map<RecordId, std::shared_ptr<const GovernanceRecord>>& records) {
  std::set<CertificateHash> certificates;
  for (const auto& [id, record] : records) certificates.insert(record->certificate);
  CertificateEnds ends;
  for (const auto& certificate : certificates) {
    if (const auto end = find_certificate_end(transaction, certificate)) ends.emplace(certificate, end->last);
  }
  return ends;
}

}  // namespace

Result<std::shared_ptr<const StateAt>> LedgerCache::current(Transaction& transaction, const TeamId& team) {
  const auto heads = ledger_heads(transaction, team);
  if (heads.empty()) return RecordError::UnknownTeam;
  return compute(transaction, team, {heads.begin(), heads.end()});
}

Result<std::shared_ptr<const StateAt>> LedgerCache::at(Transaction& transaction, const TeamId& team,
                                                       const std::vector<RecordId>& heads) {
  if (heads.empty() || !absent_from_ledger(transaction, team, heads).empty()) {
    return RecordError::MissingGovernance;
  }
  return compute(transaction, team, {heads.begin(), heads.end()});
}

Result<bool> LedgerCache::covers(Transaction& transaction, const TeamId& team,
                                 const std::vector<RecordId>& heads, const std::vector<RecordId>& ids) {
  TRY(const auto state, at(transaction, team, heads));
  return std::all_of(ids.begin(), ids.end(), [&](const RecordId& id) { return state->records.contains(id); });
}

std::shared_ptr<const StateAt> LedgerCache::compute(Transaction& transaction, const TeamId& team,
                                                    const std::set<RecordId>& heads) {
  Bytes key = copy(fingerprint(transaction, Table::CertificateEnd));
  for (const auto& head : heads) append(key, head.bytes());
  const auto known = states_.find(key);
  if (known != states_.end()) return known->second;

  std::map<RecordId, std::shared_ptr<const GovernanceRecord>> records;
  std::vector<RecordId> to_visit(heads.begin(), heads.end());
  while (!to_visit.empty()) {
    const auto id = to_visit.back();
    to_visit.pop_back();
    if (records.contains(id)) continue;
    auto record = load(transaction, id);
    to_visit.insert(to_visit.end(), record->parents.begin(), record->parents.end());
    records.emplace(id, std::move(record));
  }
  auto result = std::make_shared<StateAt>();
  std::vector<const GovernanceRecord*> all;
  for (const auto& [id, record] : records) {
    all.push_back(record.get());
    result->records.insert(id);
  }
  result->state = fold(team, all, ends_of(transaction, records));
  if (states_.size() >= kRememberedStates) states_.clear();
  states_.emplace(std::move(key), result);
  return result;
}

std::shared_ptr<const GovernanceRecord> LedgerCache::load(Transaction& transaction, const RecordId& id) {
  const auto known = records_.find(id);
  if (known != records_.end()) return known->second;
  const auto stored_record = find_record(transaction, id);
  if (!stored_record) throw StoreFault("a record of the ledger is missing");
  auto record = std::make_shared<const GovernanceRecord>(stored(read_governance(stored_record->record)));
  // One that is not signed yet will have another number when it is.
  if (!stored_record->record.is_complete()) return record;
  if (records_.size() >= kRememberedRecords) records_.clear();
  records_.emplace(id, record);
  return record;
}

void LedgerCache::clear() {
  records_.clear();
  states_.clear();
}

}  // namespace tasuki::record
