#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "net/task.hpp"

namespace tasuki::net {

/// The addresses of a host, in the system's order of preference; none when there is none or it took longer
/// than `limit`. Numeric addresses need no look-up. A name is looked up in a thread of its own, which is left
/// behind when the system does not answer in time: nothing waits for it.
Task<std::vector<boost::asio::ip::address>> resolve(std::string host, Duration limit);

}  // namespace tasuki::net
