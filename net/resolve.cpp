#include "net/resolve.hpp"

#include <netdb.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <mutex>
#include <thread>

#include "net/limit.hpp"

namespace tasuki::net {

namespace asio = boost::asio;

namespace {

using Addresses = std::vector<asio::ip::address>;

/// What the thread that looks up shares with the task that may have left. Asio's own resolver cannot be left:
/// it joins its thread when the io_context goes.
class Lookup {
 public:
  Lookup() : done_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  Lookup(const Lookup&) = delete;
  Lookup& operator=(const Lookup&) = delete;
  ~Lookup() {
    if (done_ >= 0) ::close(done_);
  }

  /// For the waiting task, which owns what it gets.
  int duplicate_done() const { return done_ < 0 ? -1 : ::dup(done_); }
  void finish(Addresses found) {
    const std::lock_guard lock(mutex_);
    found_ = std::move(found);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(done_, &one, sizeof one);
  }
  Addresses take() {
    const std::lock_guard lock(mutex_);
    return std::move(found_);
  }

 private:
  std::mutex mutex_;
  Addresses found_;
  int done_;
};

void append_address(Addresses& addresses, const sockaddr* from) {
  if (from->sa_family == AF_INET) {
    const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(from);
    addresses.emplace_back(asio::ip::address_v4(ntohl(ipv4->sin_addr.s_addr)));
  } else if (from->sa_family == AF_INET6) {
    const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(from);
    asio::ip::address_v6::bytes_type bytes;
    std::copy_n(ipv6->sin6_addr.s6_addr, bytes.size(), bytes.begin());
    addresses.emplace_back(asio::ip::address_v6(bytes, ipv6->sin6_scope_id));
  }
}

Addresses ask_system(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  Addresses addresses;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return addresses;
  for (const auto* entry = list; entry != nullptr; entry = entry->ai_next)
    append_address(addresses, entry->ai_addr);
  freeaddrinfo(list);
  return addresses;
}

Task<boost::system::error_code> wait_for(asio::posix::stream_descriptor& descriptor) {
  const auto [error] = co_await descriptor.async_wait(asio::posix::descriptor_base::wait_read, kAwait);
  co_return error;
}

}  // namespace

Task<Addresses> resolve(std::string host, Duration limit) {
  boost::system::error_code not_numeric;
  const auto numeric = asio::ip::make_address(host, not_numeric);
  if (!not_numeric) co_return Addresses{numeric};

  const auto lookup = std::make_shared<Lookup>();
  const int done = lookup->duplicate_done();
  if (done < 0) co_return Addresses{};
  asio::posix::stream_descriptor descriptor(co_await asio::this_coro::executor, done);
  std::thread([lookup, host] { lookup->finish(ask_system(host)); }).detach();
  const auto answered = co_await within(limit, wait_for(descriptor));
  co_return answered ? lookup->take() : Addresses{};
}

}  // namespace tasuki::net
