#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <optional>

#include "core/crypto/secure_channel.hpp"
#include "core/engine/event.hpp"
#include "net/half_open_gate.hpp"

namespace tasuki::net {

/// The words of sockets and channels in those of the gate and of the rules.

Source source_of(const boost::asio::ip::address& address);
/// Nothing when the other side is gone already.
std::optional<Source> remote_source(const boost::asio::ip::tcp::socket& socket);

crypto::ChannelMode channel_mode(engine::LinkMode mode);
engine::PskQuery psk_query(engine::ConnectionId connection, const crypto::NeedPsk& need);
/// As the accepting side has it.
engine::LinkUp link_up(engine::ConnectionId connection, const crypto::Established& established);

}  // namespace tasuki::net
