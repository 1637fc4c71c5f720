#pragma once

#include <optional>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/store.hpp"

namespace tasuki::engine {

/// Which message was told to whom by which other one. Known to whoever wrote the other, got it, or was told
/// of the step that sent it.
struct Forwarded {
  RecordId forward;
  RecordId message;
  AgencyId agency;
};

/// Does nothing where it is known.
void keep_forward(Transaction& transaction, const Forwarded& forwarded);
std::optional<Forwarded> find_forward(Transaction& transaction, const RecordId& forward);
std::vector<Forwarded> forwards_of(Transaction& transaction, const RecordId& message);
/// The message that is escalated: the forward's first one, or itself.
RecordId escalated_message(Transaction& transaction, const RecordId& message);
/// That one and all that is known to forward it, whichever of them is given.
std::vector<RecordId> same_matter(Transaction& transaction, const RecordId& message);

}  // namespace tasuki::engine
