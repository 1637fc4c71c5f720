#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/care/call_record.hpp"
#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// A number that answers for somebody about a message.
struct CallNumber {
  AgencyId agency;
  std::string number;
  std::string note;
};

/// Everybody to be called about the message, in order: of a message that came from outside its sender; then
/// the recipients by agency kind, in the vocabulary's order (hospitals first), those of one kind by id. Each
/// with the numbers of its whereabouts in their own order. Our own agency is left out.
std::vector<CallNumber> numbers_about(Transaction& transaction, const AgencyId& self,
                                      const MessageRecord& message);

struct KnownCall {
  AgencyId by;
  care::CallRecord call;
};
/// With whose word each is.
std::vector<KnownCall> known_calls_about(Transaction& transaction, const RecordId& message);
/// Every call record about the message that this node knows, oldest first.
std::vector<care::CallRecord> calls_about(Transaction& transaction, const RecordId& message);

/// Keeps a call record about a message, ours or another's.
void keep_call(Turn& turn, const RecordId& message, const RecordId& record);
/// Somebody else's, its signatures verified: counts where its author is the message's sender or one of its
/// recipients, or to whom it was forwarded. Handed on to those to whom we forwarded it.
void take_call_record(Turn& turn, const AgencyId& peer, const record::SignedRecord& record);

}  // namespace tasuki::engine
