#pragma once

#include "core/base/store.hpp"
#include "core/care/consent.hpp"

namespace tasuki::proto::api {
class Decision;
}

namespace tasuki::engine {

/// What a program is told of a consent decision about one recipient.
proto::api::Decision describe_decision(Transaction& transaction, const care::Decision& decision);

}  // namespace tasuki::engine
