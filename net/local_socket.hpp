#pragma once

#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <optional>

#include "net/task.hpp"

namespace tasuki::net {

/// Listens at `path`, for this user only (0600), in the place of whatever a crash left there; the caller
/// makes sure that nobody else serves it. A path longer than a socket address holds is reached through its
/// opened folder. Nothing, with `errno` set, where that fails.
std::optional<boost::asio::local::stream_protocol::acceptor> listen_locally(
    Executor executor, const std::filesystem::path& path);

/// Who is at the other end, as the system says; nothing where it does not.
std::optional<std::uint32_t> peer_uid(const boost::asio::local::stream_protocol::socket& socket);

}  // namespace tasuki::net
