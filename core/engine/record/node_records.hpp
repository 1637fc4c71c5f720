#pragma once

#include <vector>

#include "core/base/store.hpp"
#include "core/engine/identity.hpp"

namespace tasuki::engine {

/// Others accept what the node itself states under the newest incarnation's key only, since an earlier one
/// may be a thief's. So what an earlier life of this node stated and the present one hands on is signed anew;
/// its id, over which signatures have no say, stays. Leaves alone whatever is not this node's own, is not
/// here, or bears the present signature.
void sign_anew(Transaction& transaction, const Identity& identity, const std::vector<RecordId>& records);

}  // namespace tasuki::engine
