#pragma once

#include <array>
#include <initializer_list>
#include <string_view>

#include "core/base/bytes.hpp"

namespace tasuki::crypto {

using Digest = std::array<std::uint8_t, 32>;

/// BLAKE2b-256 (RFC 7693) of a domain string and parts, each preceded by its length (8 bytes, big-endian), so
/// that no two lists of parts give the same input. Every use has a domain of its own; docs/protocol.md lists
/// them.
Digest hash(std::string_view domain, std::initializer_list<ByteView> parts);

/// SHA-256 without domain or lengths: for Noise and RFC 6962 trees only.
Digest sha256(std::initializer_list<ByteView> parts);

}  // namespace tasuki::crypto
