#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/result.hpp"
#include "core/base/secret.hpp"

namespace tasuki::proto::api {
class Request;
class Response;
}  // namespace tasuki::proto::api

namespace tasuki::client {

/// No answer is longer: a frame that claims to be is malformed.
inline constexpr std::uint32_t kLongestAnswer = 16 * 1024 * 1024;

/// A program's blocking connection to the node of one home: one request at a time, framed as proto/api.proto
/// says. Move-only; the destructor closes. Not for several threads at once.
class Connection {
 public:
  /// Return false to stop listening; the connection is of no use after that.
  using Visit = std::function<bool(const proto::api::Response&)>;

  /// Fails with HomeMissing, NodeNotRunning or SocketNotPermitted.
  static Result<Connection> open(const std::string& home);

  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  ~Connection();

  /// Sends `request` with a number and `token` filled in and hands over each response until the last (an
  /// answer that is an error is a response like others). `limit` bounds the wait for each of them; none: for
  /// ever. The request's bytes are wiped from the buffers used here, not from `request`. Fails with
  /// ConnectionLost, NodeSilent or MalformedAnswer.
  Result<> ask(proto::api::Request& request, const SecretBytes& token, std::optional<Duration> limit,
               const Visit& visit);

 private:
  explicit Connection(int socket) : socket_(socket) {}
  Result<> send(const proto::api::Request& request);
  Result<Bytes> receive_frame(std::optional<Duration> limit);
  Result<> receive_exactly(MutableByteView into, std::optional<Duration> limit);

  int socket_;
  std::uint64_t last_number_ = 0;
};

}  // namespace tasuki::client
