#include "core/delivery/deposits.hpp"

namespace tasuki::delivery {

void note_deposit(Transaction& transaction, const EnvelopeHash& hash, const AgencyId& carrier, Time now) {
  Bytes at;
  append_u64(at, static_cast<std::uint64_t>(to_millis(now)));
  transaction.put(Table::Deposit, concat({hash.bytes(), carrier.bytes()}), at);
}

std::vector<Deposit> deposits_of(Transaction& transaction, const EnvelopeHash& hash) {
  std::vector<Deposit> deposits;
  transaction.scan(Table::Deposit, KeyRange::prefix(hash.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto carrier = AgencyId::from(key.subspan(EnvelopeHash::kSize));
                     const auto at = read_u64(value);
                     if (carrier && at) {
                       deposits.push_back({*carrier, from_millis(static_cast<std::int64_t>(*at))});
                     }
                     return true;
                   });
  return deposits;
}

void forget_deposits(Transaction& transaction, const EnvelopeHash& hash) {
  for (const auto& deposit : deposits_of(transaction, hash)) {
    transaction.erase(Table::Deposit, concat({hash.bytes(), deposit.carrier.bytes()}));
  }
}

void note_recall(Transaction& transaction, const AgencyId& carrier, ByteView recall_key) {
  transaction.put(Table::Recall, concat({carrier.bytes(), recall_tag(recall_key).bytes()}), recall_key);
}

std::vector<Bytes> recalls_for(Transaction& transaction, const AgencyId& carrier) {
  std::vector<Bytes> keys;
  transaction.scan(Table::Recall, KeyRange::prefix(carrier.bytes()), Order::Ascending,
                   [&](ByteView, ByteView key) {
                     keys.push_back(copy(key));
                     return true;
                   });
  return keys;
}

void forget_recall(Transaction& transaction, const AgencyId& carrier, const RecallTag& tag) {
  transaction.erase(Table::Recall, concat({carrier.bytes(), tag.bytes()}));
}

}  // namespace tasuki::delivery
