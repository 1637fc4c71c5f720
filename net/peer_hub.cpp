#include "net/peer_hub.hpp"

#include <boost/asio/steady_timer.hpp>

#include "net/limit.hpp"
#include "net/peer_events.hpp"
#include "net/resolve.hpp"

namespace tasuki::net {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// How long accepting pauses where the system has no descriptors left.
constexpr auto kAcceptPause = std::chrono::milliseconds(100);

Duration uptime() {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

class PeerTransport::Hub::Admission {
 public:
  Admission(HalfOpenGate& gate, const Source& source) : gate_(gate), source_(source) {}
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;
  ~Admission() { gate_.release(source_, spent_); }

  const Source& source() const { return source_; }
  void spent(std::uint32_t dh_operations) { spent_ = dh_operations; }

 private:
  HalfOpenGate& gate_;
  Source source_;
  /// Until it is known: everything.
  std::uint32_t spent_ = crypto::kResponderDhOperations;
};

PeerTransport::Hub::Registration::Registration(Hub& hub, LinkPointer link)
    : hub_(hub), link_(std::move(link)) {
  hub_.links_.emplace(link_->id(), link_);
}

PeerTransport::Hub::Registration::~Registration() { hub_.links_.erase(link_->id()); }

PeerTransport::Hub::Hub(asio::io_context& io, std::shared_ptr<const crypto::DhKey> key, Random& random,
                        Events events, OnBug on_bug, PeerLimits limits)
    : strand_(asio::make_strand(io)),
      key_(std::move(key)),
      random_(random),
      events_(std::move(events)),
      limits_(limits),
      gate_(limits),
      tasks_(strand_, std::move(on_bug)) {}

void PeerTransport::Hub::spawn(Task<> task) {
  if (!stopping_) tasks_.spawn(keep_alive(shared_from_this(), std::move(task)));
}

Task<> PeerTransport::Hub::keep_alive(std::shared_ptr<Hub>, Task<> task) { co_await std::move(task); }

// ---- listening
// ------------------------------------------------------------------------------------------------------

Result<tcp::acceptor> PeerTransport::Hub::open(const Endpoint& endpoint) const {
  boost::system::error_code error;
  const auto address =
      asio::ip::make_address(endpoint.host == "localhost" ? "127.0.0.1" : endpoint.host, error);
  if (error) return NetError::BadEndpoint;
  const tcp::endpoint local(address, endpoint.port);
  tcp::acceptor acceptor(strand_);
  const auto try_step = [&error](auto step) {
    if (!error) step();
  };
  try_step([&] { acceptor.open(local.protocol(), error); });
  try_step([&] { acceptor.set_option(tcp::acceptor::reuse_address(true), error); });
  // So that `0.0.0.0` and `[::]` can be listened on side by side.
  if (address.is_v6()) try_step([&] { acceptor.set_option(asio::ip::v6_only(true), error); });
  try_step([&] { acceptor.bind(local, error); });
  try_step([&] { acceptor.listen(tcp::acceptor::max_listen_connections, error); });
  if (error) return Error(NetError::CannotListen, std::to_string(error.value()));
  return acceptor;
}

void PeerTransport::Hub::accept_on(Acceptor acceptor) { spawn(accept_loop(std::move(acceptor))); }

Task<> PeerTransport::Hub::accept_loop(Acceptor acceptor) {
  asio::steady_timer pause(strand_);
  while (!stopping_) {
    auto [error, socket] = co_await acceptor.async_accept(kAwait);
    if (error) {
      pause.expires_after(kAcceptPause);
      co_await pause.async_wait(kAwait);
      continue;
    }
    const auto source = remote_source(socket);
    if (!source || links_.size() >= limits_.links || !gate_.admit(*source, uptime())) continue;
    spawn(serve(std::move(socket), std::make_shared<Admission>(gate_, *source)));
  }
}

Task<> PeerTransport::Hub::serve(Socket socket, std::shared_ptr<Admission> admission) {
  const auto link = make_link(std::move(socket), crypto::SecureChannel::respond(key_, random_));
  const Registration registration(*this, link);
  const auto ask = [this, link](const crypto::NeedPsk& need) { emit(psk_query(link->id(), need)); };
  const auto established = co_await within(limits_.handshake, link->handshake(ask));
  admission->spent(link->dh_operations());
  if (!established || !*established) {
    link->close();
    co_return;
  }
  const auto up = link_up(link->id(), **established);
  if (up.mode == engine::LinkMode::Contact) gate_.know(admission->source());
  admission.reset();
  co_await run(link, up);
}

// ---- dialling
// -------------------------------------------------------------------------------------------------------

std::string_view PeerTransport::Hub::reason(Outcome outcome) {
  switch (outcome) {
    case Outcome::Timeout:
      return "timeout";
    case Outcome::Refused:
      return "refused";
    case Outcome::Closed:
      return "closed";
    case Outcome::HandshakeFailed:
      return "handshake-failed";
    default:
      return "unreachable";
  }
}

void PeerTransport::Hub::dial(engine::Dial dial) { spawn(dial_task(std::move(dial))); }

Task<> PeerTransport::Hub::dial_task(engine::Dial dial) {
  const auto outcome = co_await within(limits_.dial, dial_all(dial));
  if (outcome == Outcome::Up) co_return;
  emit(engine::DialFailed{dial.agency, std::string(reason(outcome.value_or(Outcome::Timeout)))});
}

Task<PeerTransport::Hub::Outcome> PeerTransport::Hub::dial_all(const engine::Dial& dial) {
  Outcome furthest = Outcome::Unreachable;
  for (const auto& endpoint : dial.endpoints) {
    furthest = std::max(furthest, co_await dial_endpoint(dial, endpoint));
    if (furthest == Outcome::Up) break;
  }
  co_return furthest;
}

Task<PeerTransport::Hub::Outcome> PeerTransport::Hub::dial_endpoint(const engine::Dial& dial,
                                                                    const std::string& text) {
  const auto endpoint = parse_endpoint(text);
  if (!endpoint) co_return Outcome::Unreachable;
  Outcome furthest = Outcome::Unreachable;
  for (const auto& address : co_await resolve(endpoint->host, limits_.resolve)) {
    if (dial.mode == engine::LinkMode::Contact) gate_.know(source_of(address));
    furthest = std::max(furthest, co_await dial_address(dial, {address, endpoint->port}));
    if (furthest == Outcome::Up) break;
  }
  co_return furthest;
}

/// A link that came up is run by a task of its own, so that the dial ends here.
Task<PeerTransport::Hub::Outcome> PeerTransport::Hub::dial_address(const engine::Dial& dial,
                                                                   tcp::endpoint address) {
  auto channel = channel_to(dial);
  if (!channel) co_return Outcome::HandshakeFailed;
  Socket socket(strand_);
  if (const auto outcome = co_await connect(socket, address); outcome != Outcome::Up) co_return outcome;

  const auto link = make_link(std::move(socket), std::move(*channel));
  const auto never = [](const crypto::NeedPsk&) {};
  const auto established = co_await within(limits_.handshake, link->handshake(never));
  if (!established || !*established) {
    link->close();
    if (!established) co_return Outcome::Timeout;
    co_return link->remote_proved() ? Outcome::HandshakeFailed : Outcome::Closed;
  }
  auto up = link_up(link->id(), **established);
  up.initiator = true;
  up.agency = dial.agency;
  spawn(run(link, std::move(up)));
  co_return Outcome::Up;
}

Task<PeerTransport::Hub::Outcome> PeerTransport::Hub::connect(Socket& socket, tcp::endpoint address) {
  const auto attempt = [&]() -> Task<boost::system::error_code> {
    const auto [error] = co_await socket.async_connect(address, kAwait);
    co_return error;
  };
  const auto error = co_await within(limits_.connect, attempt());
  if (!error || *error == asio::error::timed_out) co_return Outcome::Timeout;
  if (*error == asio::error::connection_refused) co_return Outcome::Refused;
  co_return *error ? Outcome::Unreachable : Outcome::Up;
}

Result<crypto::SecureChannel> PeerTransport::Hub::channel_to(const engine::Dial& dial) {
  return crypto::SecureChannel::initiate(
      key_,
      {channel_mode(dial.mode), dial.remote_static, EphemeralSecret<32>(dial.psk.reveal()), dial.invitation},
      random_);
}

// ---- links
// ----------------------------------------------------------------------------------------------------------

PeerTransport::Hub::LinkPointer PeerTransport::Hub::make_link(Socket socket, crypto::SecureChannel channel) {
  if (!std::exchange(looking_, true)) spawn(look_after_links());
  return std::make_shared<Link>(engine::ConnectionId(++last_connection_), std::move(socket),
                                std::move(channel), limits_);
}

Task<> PeerTransport::Hub::run(LinkPointer link, engine::LinkUp up) {
  const Registration registration(*this, link);
  const auto id = link->id();
  emit(std::move(up));
  spawn(write(link));
  co_await link->read([this, id](std::vector<Bytes> frames) {
    std::vector<engine::Event> events;
    for (auto& frame : frames) events.emplace_back(engine::FrameReceived{id, std::move(frame)});
    emit(std::move(events));
  });
  emit(engine::LinkDown{id});
}

Task<> PeerTransport::Hub::write(LinkPointer link) { co_await link->write(); }

Task<> PeerTransport::Hub::look_after_links() {
  asio::steady_timer timer(strand_);
  for (;;) {
    timer.expires_after(limits_.look);
    co_await timer.async_wait(kAwait);
    const auto now = std::chrono::steady_clock::now();
    for (const auto& [id, link] : links_) link->look(now);
  }
}

Link* PeerTransport::Hub::find(engine::ConnectionId connection) {
  const auto found = links_.find(connection);
  return found == links_.end() ? nullptr : found->second.get();
}

void PeerTransport::Hub::emit(engine::Event event) {
  std::vector<engine::Event> events;
  events.push_back(std::move(event));
  emit(std::move(events));
}

void PeerTransport::Hub::emit(std::vector<engine::Event> events) {
  if (!stopping_) events_(std::move(events));
}

void PeerTransport::Hub::send(const engine::SendFrame& send) {
  if (auto* link = find(send.connection)) link->send(send.frame);
}

void PeerTransport::Hub::answer(engine::PskAnswer answer) {
  if (auto* link = find(answer.connection)) link->answer_psk(std::move(answer.psk));
}

void PeerTransport::Hub::disconnect(const engine::Disconnect& disconnect) {
  if (auto* link = find(disconnect.connection)) link->finish();
}

void PeerTransport::Hub::frame_done(engine::ConnectionId connection, std::size_t bytes) {
  if (auto* link = find(connection)) link->frame_done(bytes);
}

void PeerTransport::Hub::stop(std::promise<void> stopped) {
  stopping_ = true;
  for (const auto& [id, link] : links_) link->close();
  tasks_.cancel();
  tasks_.when_empty(
      [promise = std::make_shared<std::promise<void>>(std::move(stopped))] { promise->set_value(); });
}

}  // namespace tasuki::net
