#include "core/engine/duty/forwards.hpp"

#include "core/base/protobuf.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

void keep_forward(Transaction& transaction, const Forwarded& forwarded) {
  if (transaction.contains(Table::Forward, forwarded.forward.bytes())) return;
  proto::state::ForwardState row;
  row.set_message(forwarded.message.str());
  row.set_agency_id(forwarded.agency.str());
  transaction.put(Table::Forward, forwarded.forward.bytes(), serialize_message(row));
  transaction.put(Table::ForwardOf, concat({forwarded.message.bytes(), forwarded.forward.bytes()}), {});
}

std::optional<Forwarded> find_forward(Transaction& transaction, const RecordId& forward) {
  const auto bytes = transaction.get(Table::Forward, forward.bytes());
  const auto row = bytes ? parse_message<proto::state::ForwardState>(*bytes) : std::nullopt;
  if (!row) return std::nullopt;
  const auto message = RecordId::from(row->message());
  const auto agency = AgencyId::from(row->agency_id());
  if (!message || !agency) return std::nullopt;
  return Forwarded{forward, *message, *agency};
}

std::vector<Forwarded> forwards_of(Transaction& transaction, const RecordId& message) {
  std::vector<RecordId> ids;
  transaction.scan(Table::ForwardOf, KeyRange::prefix(message.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView) {
                     ids.push_back(*RecordId::from(key.subspan(RecordId::kSize)));
                     return true;
                   });
  std::vector<Forwarded> forwards;
  for (const auto& id : ids) {
    if (const auto forwarded = find_forward(transaction, id)) forwards.push_back(*forwarded);
  }
  return forwards;
}

RecordId escalated_message(Transaction& transaction, const RecordId& message) {
  const auto forwarded = find_forward(transaction, message);
  return forwarded ? forwarded->message : message;
}

std::vector<RecordId> same_matter(Transaction& transaction, const RecordId& message) {
  std::vector<RecordId> matter{escalated_message(transaction, message)};
  for (const auto& forwarded : forwards_of(transaction, matter.front())) matter.push_back(forwarded.forward);
  return matter;
}

}  // namespace tasuki::engine
