#pragma once

#include <optional>
#include <string_view>

#include "core/base/id.hpp"
#include "core/base/store.hpp"

namespace tasuki::proto::state {
class MessageState;
}

namespace tasuki::engine {

/// The local state of a message, by its id.
std::optional<proto::state::MessageState> load_message_row(Transaction& transaction, const RecordId& message);
void save_message_row(Transaction& transaction, const RecordId& message,
                      const proto::state::MessageState& row);

/// Held or quarantined: here, and shown to nobody.
bool is_kept_back(const proto::state::MessageState& row);

/// Gives the message the next place in the inbox and makes its text findable.
void enter_inbox(Transaction& transaction, const RecordId& message, proto::state::MessageState& row,
                 std::string_view text);

}  // namespace tasuki::engine
