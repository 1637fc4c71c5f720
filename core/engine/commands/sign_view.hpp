#pragma once

#include "core/engine/signs/signs.hpp"

namespace tasuki::proto::api {
class MessageAnswer;
class SignAnswer;
}  // namespace tasuki::proto::api
namespace tasuki::proto::state {
class MessageState;
}

namespace tasuki::engine {

/// One line of `sign list`, with so many days of its series.
proto::api::SignAnswer describe_sign(Turn& turn, const Sign& sign, std::uint32_t series_days);

/// Which sign a message is about, where it is one.
void add_sign_note(Turn& turn, const RecordId& id, const proto::state::MessageState& row,
                   proto::api::MessageAnswer& line);

}  // namespace tasuki::engine
