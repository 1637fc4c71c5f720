#pragma once

#include <string_view>

namespace tasuki::net {

enum class NetError {
  /// Not HOST:PORT.
  BadEndpoint,
  /// The address is taken, not ours, or not allowed.
  CannotListen,
};
std::string_view error_name(NetError error);

}  // namespace tasuki::net
