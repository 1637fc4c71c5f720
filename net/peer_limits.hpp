#pragma once

#include <cstdint>

#include "core/base/clock.hpp"

namespace tasuki::net {

/// Every bound of the peer transport (docs/protocol.md, section 14). Tests make them smaller.
struct PeerLimits {
  /// Accepted connections whose handshake is not complete: in all, the share of these that only known peers'
  /// addresses get, and from one address (IPv6: one /64).
  std::size_t half_open = 128;
  std::size_t half_open_for_known = 32;
  std::size_t half_open_per_address = 16;
  /// X25519 operations for accepted handshakes: at once, and per second in the long run. Known addresses have
  /// an allowance of their own of the same size.
  std::uint32_t dh_burst = 400;
  std::uint32_t dh_per_second = 200;
  /// Addresses remembered as known.
  std::size_t known_addresses = 1024;
  /// Links in all; beyond it nothing is accepted.
  std::size_t links = 512;

  Duration handshake = std::chrono::seconds(10);
  Duration resolve = std::chrono::seconds(5);
  Duration connect = std::chrono::seconds(5);
  /// All endpoints of one dial.
  Duration dial = std::chrono::seconds(45);
  /// Without a byte from the other side. The rules ping long before.
  Duration silence = std::chrono::minutes(3);
  /// Without the kernel taking a byte of what is to be written.
  Duration write_stall = std::chrono::seconds(60);
  /// Without the rules being done with a frame while reading is stopped for it.
  Duration processing = std::chrono::minutes(5);
  /// From `disconnect` to the close: to write what is queued.
  Duration farewell = std::chrono::seconds(2);
  /// TCP_USER_TIMEOUT: sent, but not acknowledged.
  Duration unacknowledged = std::chrono::seconds(30);
  /// How often the limits above are looked at.
  Duration look = std::chrono::seconds(1);

  /// Frames queued for one link; more closes it.
  std::size_t queued_bytes = 32 * 1024 * 1024;
  /// Frames of one link handed to the rules and not yet done with; more stops reading it.
  std::size_t unprocessed_bytes = 4 * 1024 * 1024;
};

}  // namespace tasuki::net
