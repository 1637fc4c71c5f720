#pragma once

#include <cstdint>

namespace tasuki::delivery {

/// A transport connection, numbered by the node; never used again.
enum class ConnectionId : std::uint64_t {};

/// What a connection is for; part of the handshake's prologue.
enum class LinkMode : std::uint8_t { Pairing = 1, Contact = 2 };

}  // namespace tasuki::delivery
