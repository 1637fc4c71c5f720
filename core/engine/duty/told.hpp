#pragma once

#include <optional>
#include <set>

#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// Those to whom a message was forwarded are to know who has taken it on, and who has rung about it: nobody
/// shall go on ringing (docs/protocol.md sections 11.2, 12.10).

/// What forwards the message to us, where that is how we know of it.
std::optional<MessageRecord> our_forward(Turn& turn, const RecordId& message);

enum class Speaker { Stranger, Sender, Recipient };
/// What a record's author is to the message that it is about; of one that forwards another, whoever has the
/// other is a sender. Nothing: no such message is known here.
std::optional<Speaker> speaker_of(Turn& turn, const record::SignedRecord& record, const RecordId& about);

/// To whom the message, or the one that it forwards, was forwarded.
std::set<AgencyId> told_of(Transaction& transaction, const RecordId& message);
/// Of what is stated about a message and what forwards it: that somebody has taken it on, or declines what it
/// had accepted, as far as that is known here; a call, and by what it was forwarded. Not how far everybody
/// else got.
bool concerns_those_told(Transaction& transaction, const record::SignedRecord& record);
/// What somebody else stated, to those to whom this node forwarded it. Nothing where it does not concern
/// them.
void hand_on_to_those_told(Turn& turn, const record::SignedRecord& record, const RecordId& about);
/// To somebody to whom it is forwarded from now on: to whom it was before.
void hand_on_earlier_forwards(Turn& turn, const RecordId& message, const AgencyId& to);

}  // namespace tasuki::engine
