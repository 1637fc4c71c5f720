#pragma once

#include <optional>

#include "core/base/clock.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// Nothing vanishes silently (design §8): a message that is not known to have arrived within its lifetime
/// comes back to its sender as *undeliverable*; so does one that was taken back. A later receipt corrects it.

void begin_lifetime(Turn& turn, const RecordId& message, const AgencyId& recipient, Time stated_at);
/// It goes to `recipient` once more, because this node or that one has lost what it knew: from now on, also
/// where it had come back before.
void begin_lifetime_again(Turn& turn, const RecordId& message, const AgencyId& recipient);
/// Those that are over. Costs one look where none is.
void end_lifetimes(Turn& turn);

/// It was queued and must not go any more: there was no disclosure. The sender is told.
void never_left(Turn& turn, const MessageRecord& message, const AgencyId& recipient);
/// It was under way when it was taken back: whether it arrived is not known.
void recalled(Turn& turn, const MessageRecord& message, const AgencyId& recipient);
/// A receipt came.
void arrived_after_all(Transaction& transaction, const RecordId& message, const AgencyId& recipient);

bool is_undeliverable(Transaction& transaction, const RecordId& message, const AgencyId& recipient);
std::size_t count_undeliverable(Transaction& transaction);

}  // namespace tasuki::engine
