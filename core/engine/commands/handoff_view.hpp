#pragma once

#include "core/engine/care/forms.hpp"
#include "core/engine/handoff/open_items.hpp"

namespace tasuki::proto::api {
class HandoffAnswer;
class OpenItem;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

proto::api::OpenItem describe_item(Transaction& transaction, const OpenItem& item);
/// Without its texts.
proto::api::HandoffAnswer describe_handoff(Turn& turn, const MessageRecord& message,
                                           const care::Handoff& handoff);
/// Its texts, and those of its open messages that are here.
void fill_handoff_texts(Turn& turn, const MessageRecord& message, const care::Handoff& handoff,
                        proto::api::HandoffAnswer& out);

}  // namespace tasuki::engine
