#pragma once

#include <string>

#include "client/environment.hpp"
#include "core/base/result.hpp"

namespace tasuki::client {

/// The node's home: `flag` where not empty, else TASUKI_HOME, else the `tasuki` folder in the XDG data
/// folder. Always an absolute path without `.` or `..`; it need not exist. Fails with HomeUnknown.
Result<std::string> resolve_home(const std::string& flag, const Environment& environment);

/// Where the node of `home` listens for programs.
std::string socket_path(const std::string& home);

}  // namespace tasuki::client
