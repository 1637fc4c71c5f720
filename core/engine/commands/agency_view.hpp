#pragma once

#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::api {
class AgencyAnswer;
}

namespace tasuki::engine {

/// An agency as a resource: when somebody is there, what it can be asked for, when it last said so. Of hours
/// that were not said, or cannot be read here, nothing is concluded: `open` stays empty.
void fill_agency(Turn& turn, const AgencyId& agency, proto::api::AgencyAnswer& out);

}  // namespace tasuki::engine
