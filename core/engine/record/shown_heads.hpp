#pragma once

#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// Whether the message names heads older than its author had shown before. Messages overtake each other on
/// the way, so "before" is the author's own numbering (the countersignature's), not the order of arrival:
/// stale is who states later and knows less. Who lives anew may know less, as its copy did. Remembers the
/// newest heads of each author and team. Not decided, and not stale, while a head named is missing here.
bool are_stale(Turn& turn, const MessageRecord& message);

}  // namespace tasuki::engine
