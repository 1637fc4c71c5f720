#include "client/error.hpp"

namespace tasuki::client {

std::string_view error_name(ClientError error) {
  switch (error) {
    case ClientError::HomeUnknown:
      return "home-unknown";
    case ClientError::HomeMissing:
      return "home-missing";
    case ClientError::NodeNotRunning:
      return "node-not-running";
    case ClientError::SocketNotPermitted:
      return "socket-not-permitted";
    case ClientError::ConnectionLost:
      return "connection-lost";
    case ClientError::NodeSilent:
      return "node-silent";
    case ClientError::MalformedAnswer:
      return "malformed-answer";
    case ClientError::SessionFileUnusable:
      return "session-file-unusable";
  }
  return "client-error";
}

}  // namespace tasuki::client
