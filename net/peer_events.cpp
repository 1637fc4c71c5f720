#include "net/peer_events.hpp"

#include <algorithm>

namespace tasuki::net {

namespace asio = boost::asio;

Source source_of(const asio::ip::address& address) {
  constexpr std::size_t kNetworkBytes = 8;
  if (address.is_v6() && !address.to_v6().is_v4_mapped()) {
    auto bytes = address.to_v6().to_bytes();
    std::fill(bytes.begin() + kNetworkBytes, bytes.end(), std::uint8_t{0});
    return Source(bytes);
  }
  const auto ipv4 =
      address.is_v4() ? address.to_v4() : asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return Source(asio::ip::make_address_v6(asio::ip::v4_mapped, ipv4).to_bytes());
}

std::optional<Source> remote_source(const asio::ip::tcp::socket& socket) {
  boost::system::error_code error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return std::nullopt;
  return source_of(remote.address());
}

crypto::ChannelMode channel_mode(engine::LinkMode mode) {
  return mode == engine::LinkMode::Pairing ? crypto::ChannelMode::Pairing : crypto::ChannelMode::Contact;
}

engine::PskQuery psk_query(engine::ConnectionId connection, const crypto::NeedPsk& need) {
  if (need.invitation) return {connection, *need.invitation};
  return {connection, need.remote_static};
}

engine::LinkUp link_up(engine::ConnectionId connection, const crypto::Established& established) {
  return {.connection = connection,
          .mode = established.invitation ? engine::LinkMode::Pairing : engine::LinkMode::Contact,
          .initiator = false,
          .handshake_hash = copy(established.handshake_hash),
          .remote_static = established.remote_static,
          .invitation = established.invitation,
          .agency = std::nullopt};
}

}  // namespace tasuki::net
