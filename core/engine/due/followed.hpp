#pragma once

#include <vector>

#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// What lists look for without reading every message: handoffs, questions that somebody owes an answer to,
/// what answers them, and reports that are owed. Only of messages that are shown here, or were stated here.

/// Once for each message.
void keep_followed(Turn& turn, const MessageRecord& message);

std::vector<RecordId> questions_of(Transaction& transaction, const TeamId& team);
/// Of the kinds that are owed: medication reports and the like.
std::vector<RecordId> reports_of(Transaction& transaction, const TeamId& team);
/// By a message of whoever owes the answer, as far as it has come here.
bool is_answered(Transaction& transaction, const MessageRecord& question);

/// Of which nobody was told yet that their time has passed.
std::vector<RecordId> untold_handoffs_and_questions(Transaction& transaction, const TeamId& team);
void note_told(Transaction& transaction, const MessageRecord& message, bool handoff);

}  // namespace tasuki::engine
