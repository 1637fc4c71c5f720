#include "client/connection.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>

#include "client/error.hpp"
#include "client/home.hpp"
#include "core/base/protobuf.hpp"
#include "proto/api.pb.h"

namespace tasuki::client {

namespace {

ClientError reason_of(int code) {
  return code == EACCES || code == EPERM ? ClientError::SocketNotPermitted : ClientError::NodeNotRunning;
}

Result<> connect_to(int socket, const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  while (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (errno != EINTR) return reason_of(errno);
  }
  return {};
}

/// An address holds 107 characters: a longer path is reached through its opened folder.
Result<> connect_in(int socket, const std::string& home) {
  const int folder = ::open(home.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return errno == EACCES ? ClientError::SocketNotPermitted : ClientError::HomeMissing;
  std::string path = socket_path(home);
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    path = socket_path("/proc/self/fd/" + std::to_string(folder));
  }
  auto connected = connect_to(socket, path);
  ::close(folder);
  return connected;
}

int milliseconds_for_poll(std::optional<Duration> limit) {
  return limit ? static_cast<int>(limit->count()) : -1;
}

}  // namespace

Result<Connection> Connection::open(const std::string& home) {
  Connection connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connection.socket_ < 0) return ClientError::NodeNotRunning;
  TRY_VOID(connect_in(connection.socket_, home));
  return connection;
}

Connection::Connection(Connection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), last_number_(other.last_number_) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(last_number_, other.last_number_);
  return *this;
}

Connection::~Connection() {
  if (socket_ >= 0) ::close(socket_);
}

Result<> Connection::ask(proto::api::Request& request, const SecretBytes& token,
                         std::optional<Duration> limit, const Visit& visit) {
  request.set_number(++last_number_);
  request.set_token(to_string(token.reveal()));
  auto sent = send(request);
  wipe(*request.mutable_token());
  TRY_VOID(std::move(sent));
  while (true) {
    TRY(auto frame, receive_frame(limit));
    const auto response = parse_message<proto::api::Response>(frame);
    wipe(frame);  // a login's answer holds the session token
    if (!response) return ClientError::MalformedAnswer;
    if (response->number() != last_number_) continue;  // left over from a request given up
    if (!visit(*response) || response->last()) return {};
  }
}

Result<> Connection::send(const proto::api::Request& request) {
  Bytes body = serialize_message(request);
  Bytes frame;
  frame.reserve(4 + body.size());
  append_u32(frame, static_cast<std::uint32_t>(body.size()));
  append(frame, body);
  wipe(body);
  Result<> result;
  for (ByteView rest = frame; !rest.empty();) {
    const auto sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      result = ClientError::ConnectionLost;
      break;
    }
    rest = rest.subspan(static_cast<std::size_t>(sent));
  }
  wipe(frame);
  return result;
}

Result<Bytes> Connection::receive_frame(std::optional<Duration> limit) {
  Bytes header(4);
  TRY_VOID(receive_exactly(header, limit));
  const auto size = *read_u32(header);
  if (size > kLongestAnswer) return ClientError::MalformedAnswer;
  Bytes body(size);
  TRY_VOID(receive_exactly(body, limit));
  return body;
}

Result<> Connection::receive_exactly(MutableByteView into, std::optional<Duration> limit) {
  while (!into.empty()) {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, milliseconds_for_poll(limit));
    if (ready == 0) return ClientError::NodeSilent;
    if (ready < 0 && errno == EINTR) continue;
    const auto got = ready < 0 ? -1 : ::recv(socket_, into.data(), into.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return ClientError::ConnectionLost;
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace tasuki::client
