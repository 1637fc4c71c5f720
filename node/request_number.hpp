#pragma once

#include "core/base/bytes.hpp"

namespace tasuki::node {

/// The number of a proto.api.Request, read without the rest of it (which may hold a passphrase); 0 where
/// there is none or the bytes are no message.
std::uint64_t request_number(ByteView request);

}  // namespace tasuki::node
