#include "net/local_socket.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace tasuki::net {

namespace {

using boost::asio::local::stream_protocol;

bool bind_to(int socket, const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  // Between the two calls nobody can connect: it does not listen yet.
  return ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
         ::chmod(path.c_str(), 0600) == 0;
}

bool bind_in_folder(int socket, const std::filesystem::path& path) {
  const int folder = ::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return false;
  const std::string name = path.filename().string();
  std::string reachable = path.string();
  if (reachable.size() >= sizeof(sockaddr_un::sun_path)) {
    reachable = "/proc/self/fd/" + std::to_string(folder) + "/" + name;
  }
  ::unlinkat(folder, name.c_str(), 0);
  const bool bound = bind_to(socket, reachable);
  ::close(folder);
  return bound;
}

}  // namespace

std::optional<stream_protocol::acceptor> listen_locally(Executor executor,
                                                        const std::filesystem::path& path) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return std::nullopt;
  stream_protocol::acceptor acceptor(executor, stream_protocol(), socket);
  if (!bind_in_folder(socket, path) || ::listen(socket, SOMAXCONN) != 0) return std::nullopt;
  return acceptor;
}

std::optional<std::uint32_t> peer_uid(const stream_protocol::socket& socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  const int handle = const_cast<stream_protocol::socket&>(socket).native_handle();
  if (::getsockopt(handle, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return std::nullopt;
  return peer.uid;
}

}  // namespace tasuki::net
