#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <future>
#include <map>

#include "net/endpoint.hpp"
#include "net/half_open_gate.hpp"
#include "net/link.hpp"
#include "net/peer_transport.hpp"
#include "net/task_group.hpp"

namespace tasuki::net {

/// What is behind PeerTransport. Everything but the constructor, `open` and `strand` belongs to the strand.
class PeerTransport::Hub : public std::enable_shared_from_this<Hub> {
 public:
  using Acceptor = boost::asio::ip::tcp::acceptor;

  Hub(boost::asio::io_context& io, std::shared_ptr<const crypto::DhKey> key, Random& random, Events events,
      OnBug on_bug, PeerLimits limits);

  const Executor& strand() const { return strand_; }
  /// On the caller's thread: a listening socket, not accepting yet.
  Result<Acceptor> open(const Endpoint& endpoint) const;

  void accept_on(Acceptor acceptor);
  void dial(engine::Dial dial);
  void send(const engine::SendFrame& send);
  void answer(engine::PskAnswer answer);
  void disconnect(const engine::Disconnect& disconnect);
  void frame_done(engine::ConnectionId connection, std::size_t bytes);
  void stop(std::promise<void> stopped);

 private:
  using Socket = boost::asio::ip::tcp::socket;
  using LinkPointer = std::shared_ptr<Link>;

  /// How far an attempt to connect came, the furthest last.
  enum class Outcome { Unreachable, Timeout, Refused, Closed, HandshakeFailed, Up };
  static std::string_view reason(Outcome outcome);

  /// Keeps a link findable by its number as long as a task runs it.
  class Registration {
   public:
    Registration(Hub& hub, LinkPointer link);
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;
    ~Registration();

   private:
    Hub& hub_;
    LinkPointer link_;
  };
  /// A place among the half-open connections.
  class Admission;

  void spawn(Task<> task);
  /// The hub lives as long as any of its tasks.
  static Task<> keep_alive(std::shared_ptr<Hub> hub, Task<> task);

  Task<> accept_loop(Acceptor acceptor);
  Task<> serve(Socket socket, std::shared_ptr<Admission> admission);
  Task<> dial_task(engine::Dial dial);
  Task<Outcome> dial_all(const engine::Dial& dial);
  Task<Outcome> dial_endpoint(const engine::Dial& dial, const std::string& endpoint);
  Task<Outcome> dial_address(const engine::Dial& dial, boost::asio::ip::tcp::endpoint address);
  Task<Outcome> connect(Socket& socket, boost::asio::ip::tcp::endpoint address);
  Task<> run(LinkPointer link, engine::LinkUp up);
  Task<> write(LinkPointer link);
  Task<> look_after_links();

  Result<crypto::SecureChannel> channel_to(const engine::Dial& dial);
  LinkPointer make_link(Socket socket, crypto::SecureChannel channel);
  Link* find(engine::ConnectionId connection);
  void emit(engine::Event event);
  void emit(std::vector<engine::Event> events);

  Executor strand_;
  std::shared_ptr<const crypto::DhKey> key_;
  Random& random_;
  Events events_;
  PeerLimits limits_;
  HalfOpenGate gate_;
  TaskGroup tasks_;
  std::map<engine::ConnectionId, LinkPointer> links_;
  std::uint64_t last_connection_ = 0;
  bool looking_ = false;
  bool stopping_ = false;
};

}  // namespace tasuki::net
