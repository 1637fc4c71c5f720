#include "core/engine/care/message_row.hpp"

#include "core/base/protobuf.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

std::optional<proto::state::MessageState> load_message_row(Transaction& transaction,
                                                           const RecordId& message) {
  const auto bytes = transaction.get(Table::Message, message.bytes());
  if (!bytes) return std::nullopt;
  return parse_message<proto::state::MessageState>(*bytes);
}

void save_message_row(Transaction& transaction, const RecordId& message,
                      const proto::state::MessageState& row) {
  transaction.put(Table::Message, message.bytes(), serialize_message(row));
}

bool is_kept_back(const proto::state::MessageState& row) {
  return row.state() == "held" || row.state() == "quarantined";
}

void enter_inbox(Transaction& transaction, const RecordId& message, proto::state::MessageState& row,
                 std::string_view text) {
  const auto last = transaction.last(Table::Inbox, KeyRange::all());
  const std::uint64_t number = last ? *read_u64(last->first) + 1 : 1;
  Bytes key;
  append_u64(key, number);
  transaction.put(Table::Inbox, key, message.bytes());
  transaction.index_text(number, text);
  row.set_inbox_number(number);
}

}  // namespace tasuki::engine
