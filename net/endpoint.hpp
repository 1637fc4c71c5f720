#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "net/error.hpp"

namespace tasuki::net {

/// A host (name, IPv4 or IPv6 address without brackets) and a TCP port.
struct Endpoint {
  std::string host;
  std::uint16_t port = 0;

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// `HOST:PORT` or `[IPV6]:PORT`. NetError::BadEndpoint for anything else; port 0 is allowed here (any free
/// port, when listening).
Result<Endpoint> parse_endpoint(std::string_view text);
/// What `parse_endpoint` reads.
std::string to_string(const Endpoint& endpoint);

}  // namespace tasuki::net
