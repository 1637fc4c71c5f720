#pragma once

#include <functional>
#include <optional>
#include <string>

namespace tasuki::client {

/// Looks an environment variable up. An empty one counts as not set, as the XDG specification asks.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

Environment process_environment();

}  // namespace tasuki::client
