#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "core/crypto/secure_channel.hpp"
#include "core/engine/event.hpp"
#include "net/peer_limits.hpp"
#include "net/task.hpp"
#include "net/wake.hpp"

namespace tasuki::net {

/// One TCP connection and its channel. Everything happens on the socket's strand; whoever runs one of its
/// tasks keeps it alive meanwhile.
class Link {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  Link(engine::ConnectionId id, Socket socket, crypto::SecureChannel channel, const PeerLimits& limits);

  engine::ConnectionId id() const { return id_; }
  bool is_open() const { return socket_.is_open(); }
  std::uint32_t dh_operations() const { return channel_.dh_operations(); }
  bool remote_proved() const { return channel_.remote_proved(); }

  /// Task: until the channel is established; nothing when it fails. A responder calls `ask` for the psk and
  /// waits for `answer_psk`. Put a limit around it.
  Task<std::optional<crypto::Established>> handshake(std::function<void(const crypto::NeedPsk&)> ask);
  void answer_psk(std::optional<Secret<32>> psk);

  /// Task: hands over frames until the connection ends, then closes it.
  Task<> read(std::function<void(std::vector<Bytes> frames)> on_frames);
  /// Task: writes what `send` queues, all that waits in one go, until the connection ends.
  Task<> write();

  /// Queues a frame. A frame that no channel carries, and more than the limit, close the link.
  void send(ByteView frame);
  /// `bytes` of frames that were handed over are dealt with.
  void frame_done(std::size_t bytes);
  /// Hands over nothing more, writes what is queued, then closes.
  void finish();
  void close();
  /// Closes what has waited too long. `now` is the steady clock's.
  void look(std::chrono::steady_clock::time_point now);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  Task<bool> read_some(std::size_t at_most);
  Task<bool> write_all(Bytes bytes);
  Task<bool> wait_for_psk(const crypto::NeedPsk& need,
                          const std::function<void(const crypto::NeedPsk&)>& ask);
  std::optional<crypto::NeedPsk> asked() const;
  std::optional<crypto::Established> established() const;
  bool hand_over(const std::function<void(std::vector<Bytes>)>& on_frames);

  engine::ConnectionId id_;
  Socket socket_;
  crypto::SecureChannel channel_;
  const PeerLimits& limits_;
  Bytes buffer_;
  /// What the channel said and nobody has dealt with yet.
  std::vector<crypto::ChannelEvent> events_;
  std::optional<Secret<32>> psk_;
  Wake psk_answered_;
  Wake queued_;
  Wake room_;
  std::size_t unprocessed_ = 0;
  bool finishing_ = false;
  /// When the wait that is under way has lasted too long.
  SteadyTime read_by_ = SteadyTime::max();
  SteadyTime write_by_ = SteadyTime::max();
  SteadyTime close_by_ = SteadyTime::max();
};

}  // namespace tasuki::net
