#pragma once

#include "core/base/bytes.hpp"

namespace tasuki::engine {

/// A proto.wire.Frame around a serialised proto.wire.Envelope, without parsing it again.
Bytes envelope_frame(ByteView envelope);

}  // namespace tasuki::engine
