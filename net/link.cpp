#include "net/link.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>

namespace tasuki::net {

namespace asio = boost::asio;

namespace {

/// Until the handshake is over a stranger gets no more memory than this.
constexpr std::size_t kHandshakeRead = 256;
constexpr std::size_t kRead = 32 * 1024;

std::chrono::steady_clock::time_point from_now(Duration duration) {
  return std::chrono::steady_clock::now() + duration;
}

}  // namespace

Link::Link(engine::ConnectionId id, Socket socket, crypto::SecureChannel channel, const PeerLimits& limits)
    : id_(id),
      socket_(std::move(socket)),
      channel_(std::move(channel)),
      limits_(limits),
      buffer_(kHandshakeRead),
      psk_answered_(socket_.get_executor()),
      queued_(socket_.get_executor()),
      room_(socket_.get_executor()) {
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  const auto milliseconds = static_cast<unsigned>(limits_.unacknowledged.count());
  ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
}

Task<std::optional<crypto::Established>> Link::handshake(std::function<void(const crypto::NeedPsk&)> ask) {
  for (;;) {
    if (!co_await write_all(channel_.take_output()) || channel_.failed()) co_return std::nullopt;
    if (const auto up = established()) co_return up;
    if (const auto need = asked()) {
      if (!co_await wait_for_psk(*need, ask)) co_return std::nullopt;
    } else if (!co_await read_some(kHandshakeRead)) {
      co_return std::nullopt;
    }
  }
}

Task<bool> Link::wait_for_psk(const crypto::NeedPsk& need,
                              const std::function<void(const crypto::NeedPsk&)>& ask) {
  ask(need);
  if (!co_await psk_answered_.wait(limits_.handshake)) co_return false;
  events_ = channel_.supply_psk(psk_ ? std::optional<ByteView>(psk_->reveal()) : std::nullopt);
  psk_.reset();
  co_return !channel_.failed();
}

void Link::answer_psk(std::optional<Secret<32>> psk) {
  psk_ = std::move(psk);
  psk_answered_.call();
}

std::optional<crypto::NeedPsk> Link::asked() const {
  if (events_.empty()) return std::nullopt;
  const auto* need = std::get_if<crypto::NeedPsk>(&events_.front());
  return need == nullptr ? std::nullopt : std::optional(*need);
}

std::optional<crypto::Established> Link::established() const {
  if (events_.empty()) return std::nullopt;
  const auto* up = std::get_if<crypto::Established>(&events_.front());
  return up == nullptr ? std::nullopt : std::optional(*up);
}

Task<> Link::read(std::function<void(std::vector<Bytes> frames)> on_frames) {
  buffer_.resize(kRead);
  while (hand_over(on_frames)) {
    if (unprocessed_ > limits_.unprocessed_bytes) {
      if (!co_await room_.wait(limits_.processing)) break;
    } else if (!co_await read_some(kRead)) {
      break;
    }
  }
  close();
}

bool Link::hand_over(const std::function<void(std::vector<Bytes>)>& on_frames) {
  std::vector<Bytes> frames;
  bool failed = false;
  for (auto& event : std::exchange(events_, {})) {
    failed = std::holds_alternative<crypto::ChannelFailed>(event);
    if (failed) break;
    auto* arrived = std::get_if<crypto::FrameArrived>(&event);
    if (arrived == nullptr || finishing_) continue;
    unprocessed_ += arrived->frame.size();
    frames.push_back(std::move(arrived->frame));
  }
  if (!frames.empty()) on_frames(std::move(frames));
  return !failed && is_open();
}

Task<bool> Link::read_some(std::size_t at_most) {
  read_by_ = from_now(limits_.silence);
  const auto [error, size] = co_await socket_.async_read_some(asio::buffer(buffer_.data(), at_most), kAwait);
  read_by_ = SteadyTime::max();
  if (error) co_return false;
  events_ = channel_.feed(ByteView(buffer_).first(size));
  co_return true;
}

Task<> Link::write() {
  while (is_open() && !channel_.failed()) {
    if (channel_.queued_bytes() > 0) {
      if (!co_await write_all(channel_.take_output())) break;
    } else if (finishing_) {
      // The other side reads to the end before it closes; a close here might take back what it has not read.
      boost::system::error_code ignored;
      socket_.shutdown(Socket::shutdown_send, ignored);
      co_return;
    } else {
      co_await queued_.wait(limits_.silence);
    }
  }
  close();
}

Task<bool> Link::write_all(Bytes bytes) {
  for (ByteView rest = bytes; !rest.empty();) {
    write_by_ = from_now(limits_.write_stall);
    const auto [error, size] =
        co_await socket_.async_write_some(asio::buffer(rest.data(), rest.size()), kAwait);
    write_by_ = SteadyTime::max();
    if (error) co_return false;
    rest = rest.subspan(size);
  }
  co_return true;
}

void Link::send(ByteView frame) {
  if (finishing_ || !is_open()) return;
  if (!channel_.send(frame) || channel_.queued_bytes() > limits_.queued_bytes) return close();
  queued_.call();
}

void Link::frame_done(std::size_t bytes) {
  unprocessed_ -= std::min(bytes, unprocessed_);
  if (unprocessed_ <= limits_.unprocessed_bytes) room_.call();
}

void Link::finish() {
  if (!channel_.established()) return close();
  finishing_ = true;
  close_by_ = from_now(limits_.farewell);
  unprocessed_ = 0;
  room_.call();
  queued_.call();
}

void Link::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
  psk_answered_.call();
  queued_.call();
  room_.call();
}

void Link::look(SteadyTime now) {
  if (now > read_by_ || now > write_by_ || now > close_by_) close();
}

}  // namespace tasuki::net
