#include "tests/unit/net/peer.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <stdexcept>
#include <thread>

#include "net/endpoint.hpp"

namespace tasuki::test {

namespace {

/// A test waits for what must come; this is only how long until it gives up.
class GaveUp : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

sockaddr_in address_of(const std::string& host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1)
    throw std::invalid_argument("no address: " + host);
  return address;
}

}  // namespace

void EventQueue::push(engine::Event event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  arrived_.notify_all();
}

engine::Event EventQueue::next_of_any(std::chrono::steady_clock::time_point by) {
  std::unique_lock lock(mutex_);
  if (!arrived_.wait_until(lock, by, [this] { return !events_.empty(); })) throw GaveUp("no such event came");
  engine::Event event = std::move(events_.front());
  events_.pop_front();
  return event;
}

class Peer::Thread {
 public:
  Thread() : thread_([this] { io.run(); }) {}
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  ~Thread() {
    work_.reset();
    io.stop();
    thread_.join();
  }
  boost::asio::io_context io;

 private:
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_ = make_work_guard(io);
  std::thread thread_;
};

Peer::Peer(std::uint64_t seed, net::PeerLimits limits)
    : random_(seed),
      id_(random_.id<AgencyId>()),
      key_(std::make_shared<const crypto::DhKey>(crypto::DhKey::generate(random_))),
      thread_(std::make_unique<Thread>()),
      transport(std::make_unique<net::PeerTransport>(
          thread_->io, key_, random_,
          [this](std::vector<engine::Event> came) {
            for (auto& event : came) events.push(std::move(event));
          },
          [](std::string_view what) { ADD_FAILURE() << what; }, limits)) {}

Peer::~Peer() {
  EXPECT_TRUE(stop(std::chrono::seconds(10)));
  transport.reset();
  thread_.reset();
}

std::string Peer::listen(const std::string& host) { return transport->listen(host + ":0").value(); }

bool Peer::stop(Duration limit) { return transport->stop().wait_for(limit) == std::future_status::ready; }

engine::Dial Peer::dial_to(const Peer& other, std::vector<std::string> endpoints, std::uint8_t psk) const {
  return {.agency = other.id(),
          .mode = engine::LinkMode::Contact,
          .endpoints = std::move(endpoints),
          .remote_static = other.key(),
          .psk = Secret<32>(Bytes(32, psk)),
          .invitation = std::nullopt};
}

std::pair<engine::LinkUp, engine::LinkUp> Peer::connect(Peer& other, const std::string& endpoint,
                                                        std::uint8_t psk) {
  transport->dial(dial_to(other, {endpoint}, psk));
  other.answer(other.events.next<engine::PskQuery>(), psk);
  auto theirs = other.events.next<engine::LinkUp>();
  return {events.next<engine::LinkUp>(), std::move(theirs)};
}

void Peer::answer(const engine::PskQuery& query, std::uint8_t psk) {
  transport->answer({query.connection, Secret<32>(Bytes(32, psk))});
}

RawConnection::RawConnection(const std::string& from, const std::string& endpoint)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const auto to = net::parse_endpoint(endpoint).value();
  const auto local = address_of(from, 0);
  const auto remote = address_of(to.host, to.port);
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&local), sizeof local) != 0 ||
      ::connect(socket_, reinterpret_cast<const sockaddr*>(&remote), sizeof remote) != 0) {
    throw std::runtime_error("cannot connect from " + from);
  }
}

RawConnection::~RawConnection() { ::close(socket_); }

void RawConnection::write(ByteView bytes) {
  // The other side may have closed already; what it does is what a test looks at.
  [[maybe_unused]] const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

Bytes RawConnection::read_to_end(Duration limit) {
  Bytes all;
  std::array<std::uint8_t, 4096> some;
  for (;;) {
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(limit.count())) != 1) throw GaveUp("the other side does not close");
    const auto size = ::recv(socket_, some.data(), some.size(), 0);
    if (size <= 0) return all;
    append(all, ByteView(some).first(static_cast<std::size_t>(size)));
  }
}

bool RawConnection::is_closed(Duration limit) {
  pollfd wait{socket_, POLLIN, 0};
  if (::poll(&wait, 1, static_cast<int>(limit.count())) != 1) return false;
  std::uint8_t byte = 0;
  return ::recv(socket_, &byte, 1, MSG_PEEK) <= 0;
}

}  // namespace tasuki::test
