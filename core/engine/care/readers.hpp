#pragma once

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

class LoginSession;

/// Who at this agency was given a message's text. Nobody reads without a trace (design §2): the first time
/// that a person is shown a text leaves an entry on the trail which names both.

/// Another entry says already that this person knows it: they wrote it, or opened it first.
void note_reader(Transaction& transaction, const RecordId& message, const StaffId& staff);
bool is_reader(Transaction& transaction, const RecordId& message, const StaffId& staff);
/// The text goes to this person now.
void show_to(Turn& turn, const RecordId& message, const LoginSession& session);

}  // namespace tasuki::engine
