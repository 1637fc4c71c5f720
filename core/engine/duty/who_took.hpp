#pragma once

#include <optional>
#include <vector>

#include "core/engine/care/messages.hpp"

namespace tasuki::engine {

/// An agency that has accepted a message and not declined it since, or closed it: itself, or what forwards
/// it.
struct Taken {
  AgencyId by;
  Time at;                 ///< When it first said so.
  std::uint32_t step = 0;  ///< By which step of the escalation it was its turn; 0: by none.
};

/// Of a message and all that forwards it, whichever of them is given: each agency once, the earliest first.
/// By what is in the store: not what this batch states.
std::vector<Taken> who_took(Transaction& transaction, const RecordId& message);
/// The first that is not `self`.
std::optional<Taken> taken_by_another(Transaction& transaction, const RecordId& message,
                                      const AgencyId& self);

/// Somebody else's receipt is there: where it is the first by which the matter is taken, whoever watches is
/// told that there is nothing more to do about the message that is shown here.
void tell_if_taken(Turn& turn, const RecordId& about, const AgencyId& by, const RecordId& receipt);

}  // namespace tasuki::engine
