#include "net/peer_transport.hpp"

#include <boost/asio/post.hpp>

#include "net/peer_hub.hpp"

namespace tasuki::net {

namespace asio = boost::asio;

PeerTransport::PeerTransport(asio::io_context& io, std::shared_ptr<const crypto::DhKey> transport_key,
                             Random& random, Events events, OnBug on_bug, PeerLimits limits)
    : hub_(std::make_shared<Hub>(io, std::move(transport_key), random, std::move(events), std::move(on_bug),
                                 limits)) {}

PeerTransport::~PeerTransport() { stop(); }

Result<std::string> PeerTransport::listen(std::string_view text) {
  TRY(auto endpoint, parse_endpoint(text));
  TRY(auto acceptor, hub_->open(endpoint));
  endpoint.port = acceptor.local_endpoint().port();
  asio::post(hub_->strand(),
             [hub = hub_, opened = std::move(acceptor)]() mutable { hub->accept_on(std::move(opened)); });
  return to_string(endpoint);
}

void PeerTransport::dial(engine::Dial dial) {
  asio::post(hub_->strand(), [hub = hub_, dial = std::move(dial)]() mutable { hub->dial(std::move(dial)); });
}

void PeerTransport::send(engine::SendFrame send) {
  asio::post(hub_->strand(), [hub = hub_, send = std::move(send)] { hub->send(send); });
}

void PeerTransport::answer(engine::PskAnswer answer) {
  asio::post(hub_->strand(),
             [hub = hub_, answer = std::move(answer)]() mutable { hub->answer(std::move(answer)); });
}

void PeerTransport::disconnect(engine::Disconnect disconnect) {
  asio::post(hub_->strand(),
             [hub = hub_, disconnect = std::move(disconnect)] { hub->disconnect(disconnect); });
}

void PeerTransport::frame_done(engine::ConnectionId connection, std::size_t bytes) {
  asio::post(hub_->strand(), [hub = hub_, connection, bytes] { hub->frame_done(connection, bytes); });
}

std::future<void> PeerTransport::stop() {
  std::promise<void> stopped;
  auto future = stopped.get_future();
  asio::post(hub_->strand(),
             [hub = hub_, stopped = std::move(stopped)]() mutable { hub->stop(std::move(stopped)); });
  return future;
}

}  // namespace tasuki::net
