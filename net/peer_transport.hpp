#pragma once

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.hpp"
#include "core/crypto/keys.hpp"
#include "core/engine/event.hpp"
#include "net/peer_limits.hpp"

namespace boost::asio {
class io_context;
}

namespace tasuki::net {

/// The node's connections to other nodes: listens, dials, and carries frames over Noise (docs/protocol.md,
/// section 4). What happens goes to the rules as engine events, what the rules want comes as engine effects.
///
/// Every function may be called on any thread. The work is done on the io_context that the caller runs, on
/// one strand; `events` is called there and must only pass the event on.
///
/// Of every link the rules hear, in this order: LinkUp, then FrameReceived, then LinkDown once. A handshake
/// that was accepted and fails is not reported. Both ends have proved the psk when LinkUp comes.
class PeerTransport {
 public:
  /// What one read brought comes at once, so that the rules can deal with it in one batch.
  using Events = std::function<void(std::vector<engine::Event>)>;
  /// Hears of bugs in net's own tasks, for the log.
  using OnBug = std::function<void(std::string_view what)>;

  /// `random` is used on the strand alone. It, and what `events` reaches, must outlive `stop`'s future.
  PeerTransport(boost::asio::io_context& io, std::shared_ptr<const crypto::DhKey> transport_key,
                Random& random, Events events, OnBug on_bug, PeerLimits limits = {});
  /// Asks for `stop`, without waiting. The io_context must be there still.
  ~PeerTransport();

  /// Listens on `HOST:PORT` (port 0: any free one) and gives what it got. NetError::BadEndpoint,
  /// CannotListen; `detail` has the system's number.
  Result<std::string> listen(std::string_view endpoint);

  /// Ends in LinkUp, or DialFailed with one of its reasons: the one that came furthest, when there are
  /// several endpoints.
  void dial(engine::Dial dial);
  /// Without a link of that number, nothing happens. More than PeerLimits::queued_bytes ends the link; what
  /// the rules have under way to one peer (core/delivery/in_flight.hpp) stays below it.
  void send(engine::SendFrame send);
  /// To PskQuery, within PeerLimits::handshake.
  void answer(engine::PskAnswer answer);
  /// Writes what is queued, then closes. LinkDown follows if there was LinkUp; no frame does.
  void disconnect(engine::Disconnect disconnect);
  /// A FrameReceived of this size is dealt with. While more than PeerLimits::unprocessed_bytes are not, the
  /// link is not read.
  void frame_done(engine::ConnectionId connection, std::size_t bytes);

  /// Closes everything. No event comes once the future is ready.
  std::future<void> stop();

 private:
  class Hub;
  std::shared_ptr<Hub> hub_;
};

}  // namespace tasuki::net
