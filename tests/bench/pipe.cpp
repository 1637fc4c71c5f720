#include "tests/bench/pipe.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <stdexcept>

namespace tasuki::bench {

Pipe::Pipe(const std::string& home) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (home + "/api.sock").copy(address.sun_path, sizeof address.sun_path - 1);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("no node answers in " + home);
  }
}

Pipe::~Pipe() { ::close(socket_); }

std::uint64_t Pipe::send(proto::api::Request& request) {
  request.set_number(++last_);
  request.set_token(token_);
  const std::string body = request.SerializeAsString();
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  const std::string frame = std::string(reinterpret_cast<const char*>(&length), sizeof length) + body;
  for (std::size_t done = 0; done < frame.size();) {
    const auto written = ::send(socket_, frame.data() + done, frame.size() - done, MSG_NOSIGNAL);
    if (written <= 0) throw std::runtime_error("the node went away");
    done += static_cast<std::size_t>(written);
  }
  return last_;
}

proto::api::Response Pipe::receive() {
  const auto read_exactly = [this](void* to, std::size_t size) {
    if (::recv(socket_, to, size, MSG_WAITALL) != static_cast<ssize_t>(size))
      throw std::runtime_error("the node went away");
  };
  std::uint32_t length = 0;
  read_exactly(&length, sizeof length);
  std::string body(ntohl(length), '\0');
  if (!body.empty()) read_exactly(body.data(), body.size());
  proto::api::Response response;
  if (!response.ParseFromString(body)) throw std::runtime_error("the node answered something else");
  return response;
}

proto::api::Response Pipe::ask(proto::api::Request request) {
  send(request);
  auto response = receive();
  if (response.has_error()) throw std::runtime_error("refused: " + response.error().code());
  return response;
}

std::size_t Pipe::count_lines(proto::api::Request request) {
  send(request);
  std::size_t lines = 0;
  while (true) {
    const auto response = receive();
    if (response.has_error()) throw std::runtime_error("refused: " + response.error().code());
    if (response.last()) return lines;
    ++lines;
  }
}

}  // namespace tasuki::bench
