#include "core/engine/record/node_records.hpp"

#include <algorithm>

#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

constexpr std::size_t kPerSignature = 1'024;

bool needs_signature(const record::SignedRecord& record, const Identity& identity) {
  return record.record.by_node() && record.record.author == identity.agency &&
         !record::verify_author(record, identity.node_key.public_key());
}

}  // namespace

void sign_anew(Transaction& transaction, const Identity& identity, const std::vector<RecordId>& records) {
  std::vector<record::StoredRecord> stale;
  for (const auto& id : records) {
    auto stored = record::find_record(transaction, id);
    if (stored && needs_signature(stored->record, identity)) stale.push_back(std::move(*stored));
  }
  if (stale.empty()) return;
  for (std::size_t begin = 0; begin < stale.size(); begin += kPerSignature) {
    std::vector<record::SignedRecord*> batch;
    for (std::size_t i = begin; i < std::min(stale.size(), begin + kPerSignature); ++i)
      batch.push_back(&stale[i].record);
    record::sign_records(batch, identity.node_key);
  }
  for (const auto& stored : stale) record::put_record(transaction, stored);
}

}  // namespace tasuki::engine
