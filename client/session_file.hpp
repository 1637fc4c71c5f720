#pragma once

#include <string>

#include "client/environment.hpp"
#include "core/base/result.hpp"
#include "core/base/secret.hpp"

namespace tasuki::client {

/// Where the session token of `home` lies: `flag` where not empty, else TASUKI_SESSION, else a file of this
/// home's own in the XDG runtime folder (without one: in a folder of this user's own below /tmp, made 0700
/// and refused when it is somebody else's). Fails with SessionFileUnusable.
Result<std::string> resolve_session_file(const std::string& flag, const std::string& home,
                                         const Environment& environment);

/// The token; empty where nobody is logged in. Fails with SessionFileUnusable on a file that is no session
/// file.
Result<SecretBytes> load_session(const std::string& file);

/// Written in one step, readable by this user only.
Result<> save_session(const std::string& file, const SecretBytes& token);

/// What is not there is forgotten already.
Result<> forget_session(const std::string& file);

}  // namespace tasuki::client
