#include "core/audit/witness.hpp"

#include "core/base/protobuf.hpp"
#include "core/record/card_store.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

namespace {

Bytes key_of(const AgencyId& witness, std::uint64_t number) {
  Bytes key = copy(witness.bytes());
  append_u64(key, number);
  return key;
}

std::uint64_t number_in(ByteView key) { return read_u64(key.subspan(AgencyId::kSize)).value_or(0); }

std::optional<AgencyId> open_witness(const proto::audit::Witness& witness, const record::SignedBytes& head,
                                     const NodeKeyOfAgency& node_key) {
  const auto agency = AgencyId::from(witness.agency_id());
  const auto signature = crypto::Signature::from(witness.signature());
  const auto key = agency ? node_key(*agency, witness.incarnation()) : std::nullopt;
  if (!signature || !key || !crypto::verify(*key, kWitnessDomain, head.payload, *signature))
    return std::nullopt;
  return agency;
}

}  // namespace

Witness witness_head(const record::SignedBytes& head, const AgencyId& agency, std::uint32_t incarnation,
                     const crypto::SigningKey& node_key) {
  return {agency, incarnation, node_key.sign(kWitnessDomain, head.payload)};
}

Bytes serialize(const record::SignedBytes& head, const Witness& witness) {
  proto::audit::SignedHead message;
  *message.mutable_head() = record::to_proto(head);
  auto& added = *message.add_witness();
  added.set_agency_id(witness.agency.str());
  added.set_incarnation(witness.incarnation);
  added.set_signature(witness.signature.str());
  return serialize_message(message);
}

std::optional<std::vector<WitnessedHead>> open_witnessed(const proto::audit::SignedHead& message,
                                                         const NodeKeyOfAgency& node_key) {
  const auto bytes = record::from_proto(message.head());
  const auto claimed = bytes ? read_head(*bytes) : std::nullopt;
  const auto key = claimed ? node_key(claimed->agency, claimed->incarnation) : std::nullopt;
  if (!key || !open_head(*bytes, *key)) return std::nullopt;
  std::vector<WitnessedHead> witnessed;
  for (const auto& witness : message.witness()) {
    const auto agency = open_witness(witness, *bytes, node_key);
    if (!agency) return std::nullopt;
    witnessed.push_back({*claimed, *agency});
  }
  return witnessed;
}

std::optional<std::vector<WitnessedHead>> open_witnessed(ByteView bytes, const NodeKeyOfAgency& node_key) {
  const auto message = parse_message<proto::audit::SignedHead>(bytes);
  if (!message) return std::nullopt;
  return open_witnessed(*message, node_key);
}

NodeKeyOfAgency node_keys_in(Transaction& transaction) {
  return [&transaction](const AgencyId& agency, std::uint32_t incarnation) {
    return record::find_node_key(transaction, agency, incarnation);
  };
}

void keep_witness(Transaction& transaction, const record::SignedBytes& head, std::uint64_t number,
                  const Witness& witness) {
  const auto last = last_witnessed_by(transaction, witness.agency);
  transaction.put(Table::AuditWitness, key_of(witness.agency, number), serialize(head, witness));
  if (last && *last < number && *last / kHeadsApart == number / kHeadsApart) {
    transaction.erase(Table::AuditWitness, key_of(witness.agency, *last));
  }
}

std::optional<std::uint64_t> last_witnessed_by(Transaction& transaction, const AgencyId& witness) {
  const auto row = transaction.last(Table::AuditWitness, KeyRange::prefix(witness.bytes()));
  if (!row) return std::nullopt;
  return number_in(row->first);
}

std::vector<Bytes> kept_witnesses(Transaction& transaction) {
  std::vector<Bytes> kept;
  transaction.scan(Table::AuditWitness, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
    kept.push_back(copy(value));
    return true;
  });
  return kept;
}

}  // namespace tasuki::audit
