#include "core/record/stored_record.hpp"

#include "core/record/stored.hpp"
#include "proto/state.pb.h"

namespace tasuki::record {

Bytes write_stored_record(const StoredRecord& record) {
  proto::state::StoredRecord message;
  to_proto(record.record, *message.mutable_record());
  message.set_received_at(to_millis(record.received_at));
  if (record.from) message.set_from(record.from->str());
  return serialize_message(message);
}

StoredRecord read_stored_record(ByteView row) {
  const auto message = stored_message<proto::state::StoredRecord>(row);
  return {.record = stored(from_stored(message.record())),
          .received_at = from_millis(message.received_at()),
          .from = AgencyId::from(message.from())};
}

}  // namespace tasuki::record
