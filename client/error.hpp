#pragma once

#include <string_view>

namespace tasuki::client {

enum class ClientError {
  HomeUnknown,          ///< Neither a flag nor the environment says where the node's home is.
  HomeMissing,          ///< There is no such folder.
  NodeNotRunning,       ///< Nobody listens at the home's socket.
  SocketNotPermitted,   ///< The socket is there, but not for this user.
  ConnectionLost,       ///< The node went away in the middle.
  NodeSilent,           ///< No answer within the limit.
  MalformedAnswer,      ///< What came is no answer of the API.
  SessionFileUnusable,  ///< The session file cannot be read or written safely.
};
std::string_view error_name(ClientError error);

}  // namespace tasuki::client
