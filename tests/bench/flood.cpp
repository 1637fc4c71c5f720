#include "tests/bench/flood.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <stdexcept>

#include "core/crypto/secure_channel.hpp"
#include "core/delivery/invitation.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::bench {

namespace {

constexpr std::size_t kOpenAtOnce = 400;
constexpr double kPerSecond = 2'000;

sockaddr_in address(std::uint32_t host, int port) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(host);
  where.sin_port = htons(static_cast<std::uint16_t>(port));
  return where;
}

const sockaddr* as_sockaddr(const sockaddr_in& where) { return reinterpret_cast<const sockaddr*>(&where); }

}  // namespace

Bytes unfinished_handshake(const std::string& code) {
  const auto invitation = delivery::read_invitation_code(code);
  if (!invitation) throw std::runtime_error("the invitation's code cannot be read");
  test::SeededRandom random(1);
  const auto key = std::make_shared<const crypto::DhKey>(crypto::DhKey::generate(random));
  auto psk = EphemeralSecret<32>::random(random);
  auto channel = crypto::SecureChannel::initiate(
      key, {crypto::ChannelMode::Contact, invitation->transport_key, std::move(psk), std::nullopt}, random);
  return channel.value().take_output();
}

Flood::Flood(std::vector<int> ports, Bytes opening)
    : ports_(std::move(ports)), opening_(std::move(opening)), thread_([this] { run(); }) {}

Flood::~Flood() {
  ended_ = true;
  thread_.join();
}

double Flood::per_second() const {
  const auto passed = std::chrono::steady_clock::now() - begun_;
  return static_cast<double>(connections_) / std::chrono::duration<double>(passed).count();
}

int Flood::connect_from(std::size_t number) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) return -1;
  // Reset, not closed: thousands of ports that wait for their time would end the flood.
  const linger at_once{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  const auto source = address(0x7f010000U + static_cast<std::uint32_t>(number % 60'000), 0);
  const auto target = address(INADDR_LOOPBACK, ports_[number % ports_.size()]);
  ::bind(socket, as_sockaddr(source), sizeof source);
  ::connect(socket, as_sockaddr(target), sizeof target);
  return socket;
}

void Flood::run() {
  std::deque<int> open;
  for (std::size_t number = 0; !ended_; ++number) {
    const int socket = connect_from(number);
    if (socket < 0) continue;
    if (number / ports_.size() % 2 == 0) {
      static_cast<void>(::send(socket, opening_.data(), opening_.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
    }
    open.push_back(socket);
    ++connections_;
    if (open.size() >= kOpenAtOnce) {
      ::close(open.front());
      open.pop_front();
    }
    if (per_second() > kPerSecond) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  for (const int socket : open) ::close(socket);
}

}  // namespace tasuki::bench
