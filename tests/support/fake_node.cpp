#include "tests/support/fake_node.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <stdexcept>

#include "core/base/bytes.hpp"
#include "core/base/protobuf.hpp"

namespace tasuki::test {

namespace {

/// False when the peer or `stop` ends it first.
bool read_exactly(int socket, int stop, MutableByteView into) {
  while (!into.empty()) {
    pollfd waiting[] = {{socket, POLLIN, 0}, {stop, POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0 || waiting[1].revents != 0) return false;
    const auto got = ::recv(socket, into.data(), into.size(), 0);
    if (got <= 0) return false;
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

std::optional<Bytes> read_frame(int socket, int stop) {
  Bytes header(4);
  if (!read_exactly(socket, stop, header)) return std::nullopt;
  Bytes body(*read_u32(header));
  if (!read_exactly(socket, stop, body)) return std::nullopt;
  return body;
}

void write_all(int socket, ByteView bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
}

Bytes frame_of(const proto::api::Response& response) {
  const Bytes body = serialize_message(response);
  Bytes frame;
  append_u32(frame, static_cast<std::uint32_t>(body.size()));
  append(frame, body);
  return frame;
}

}  // namespace

FakeNode::FakeNode(std::string home, Script script) : home_(std::move(home)), script_(std::move(script)) {
  if (::pipe2(stop_, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  listen();
  thread_ = std::thread([this] { serve(); });
}

FakeNode::~FakeNode() {
  ::close(stop_[1]);
  thread_.join();
  ::close(stop_[0]);
  ::close(listener_);
}

std::vector<proto::api::Request> FakeNode::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

/// In the place of a socket that an earlier node left behind. Bound from inside the folder: its path may be
/// longer than an address holds.
void FakeNode::listen() {
  const int folder = ::open(home_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  const std::string path = "/proc/self/fd/" + std::to_string(folder) + "/api.sock";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ::unlink(path.c_str());
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool ready = ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                     ::listen(listener_, 4) == 0;
  ::close(folder);
  if (!ready) throw std::runtime_error("cannot listen in " + home_);
}

void FakeNode::serve() {
  while (true) {
    pollfd waiting[] = {{listener_, POLLIN, 0}, {stop_[0], POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0 || waiting[1].revents != 0) return;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    talk(client);
    ::close(client);
  }
}

void FakeNode::talk(int client) {
  while (const auto frame = read_frame(client, stop_[0])) {
    const auto request = parse_message<proto::api::Request>(*frame);
    if (!request) return;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
    }
    Reply reply = script_(*request);
    for (std::size_t i = 0; i < reply.responses.size(); ++i) {
      auto& response = reply.responses[i];
      if (response.number() == 0) response.set_number(request->number());
      response.set_last(!reply.unfinished && i + 1 == reply.responses.size());
      write_all(client, frame_of(response));
    }
    write_all(client, as_bytes(reply.raw));
    if (reply.hang_up) return;
  }
}

}  // namespace tasuki::test
