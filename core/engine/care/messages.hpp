#pragma once

#include <optional>

#include "core/care/message.hpp"
#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

/// A message record together with what it says.
struct MessageRecord {
  RecordId id;
  TeamId team;
  AgencyId author;
  CertificateHash certificate;
  record::RecordNumber number;
  care::Message content;
};

/// From the store; none where there is no such message or its content was deleted.
std::optional<MessageRecord> load_message(Transaction& transaction, const RecordId& id);
Result<MessageRecord> read_message(const record::SignedRecord& record);

/// A message handed over by its author, its signatures verified. Exactly once in effect: a known id changes
/// nothing. Otherwise it is judged (care::judge_arrival) and delivered, held or quarantined.
void take_message(Turn& turn, const record::SignedRecord& record);

/// Governance of the team changed: what is held is judged again.
void judge_held_again(Turn& turn, const TeamId& team);
/// Time has passed: a consent that was not in force yet, or not by this node's clock, may be by now.
void judge_all_held_again(Turn& turn);

}  // namespace tasuki::engine
