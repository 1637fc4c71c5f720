#pragma once

#include "core/base/bytes.hpp"
#include "core/delivery/link_numbers.hpp"

namespace tasuki::engine {

/// A proto.wire.Frame around a serialised proto.wire.Envelope, without parsing it again, with its number on
/// the link.
Bytes envelope_frame(ByteView envelope, delivery::LinkNumber number);

}  // namespace tasuki::engine
