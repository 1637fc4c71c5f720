#pragma once

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::proto::wire {
class SharedContent;
}

namespace tasuki::engine {

/// A message to several agencies is encrypted once, under a fresh key that goes to each through its own
/// session (docs/protocol.md section 7). Key and ciphertext are kept with the message until the last
/// recipient has them.
void share_content(Turn& turn, const record::SignedRecord& message, proto::wire::SharedContent& out);
/// One more recipient has it.
void content_arrived(Transaction& transaction, const RecordId& message);

/// What was sealed of it is sealed anew when it goes: the record inside bears another signature now.
void forget_sealed_content(Transaction& transaction, const RecordId& message);

/// The record inside. The cipher does not commit to its key, so the id is compared after decryption.
Result<record::SignedRecord> open_content(const proto::wire::SharedContent& content);

}  // namespace tasuki::engine
