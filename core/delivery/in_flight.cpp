#include "core/delivery/in_flight.hpp"

#include "proto/state.pb.h"

namespace tasuki::delivery {

void add_in_flight(Transaction& transaction, const AgencyId& peer, const EnvelopeHash& hash,
                   const proto::state::InFlightEnvelope& envelope) {
  const auto last = transaction.last(Table::InFlight, KeyRange::prefix(peer.bytes()));
  Bytes key = copy(peer.bytes());
  append_u64(key, last ? *read_u64(ByteView(last->first).subspan(AgencyId::kSize)) + 1 : 1);
  transaction.put(Table::InFlight, key, as_bytes(envelope.SerializeAsString()));
  transaction.put(Table::EnvelopeSent, hash.bytes(), key);
}

std::optional<Bytes> take_in_flight(Transaction& transaction, const AgencyId& peer,
                                    const EnvelopeHash& hash) {
  const auto key = transaction.get(Table::EnvelopeSent, hash.bytes());
  if (!key || !equal(ByteView(*key).first(AgencyId::kSize), peer.bytes())) return std::nullopt;
  auto envelope = transaction.get(Table::InFlight, *key);
  transaction.erase(Table::InFlight, *key);
  transaction.erase(Table::EnvelopeSent, hash.bytes());
  return envelope;
}

std::optional<Bytes> find_in_flight(Transaction& transaction, const AgencyId& peer,
                                    const EnvelopeHash& hash) {
  const auto key = transaction.get(Table::EnvelopeSent, hash.bytes());
  if (!key || !equal(ByteView(*key).first(AgencyId::kSize), peer.bytes())) return std::nullopt;
  return transaction.get(Table::InFlight, *key);
}

std::optional<AgencyId> recipient_in_flight(Transaction& transaction, const EnvelopeHash& hash) {
  const auto key = transaction.get(Table::EnvelopeSent, hash.bytes());
  return key ? AgencyId::from(ByteView(*key).first(AgencyId::kSize)) : std::nullopt;
}

std::vector<Bytes> all_in_flight(Transaction& transaction, const AgencyId& peer) {
  std::vector<Bytes> envelopes;
  transaction.scan(Table::InFlight, KeyRange::prefix(peer.bytes()), Order::Ascending,
                   [&](ByteView, ByteView value) {
                     envelopes.push_back(copy(value));
                     return true;
                   });
  return envelopes;
}

InFlight count_in_flight(Transaction& transaction, const AgencyId& peer) {
  InFlight count;
  transaction.scan(Table::InFlight, KeyRange::prefix(peer.bytes()), Order::Ascending,
                   [&](ByteView, ByteView value) {
                     ++count.envelopes;
                     count.bytes += value.size();
                     return true;
                   });
  return count;
}

}  // namespace tasuki::delivery
