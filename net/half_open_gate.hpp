#pragma once

#include <list>
#include <map>

#include "core/base/id.hpp"
#include "net/peer_limits.hpp"

namespace tasuki::net {

/// Where a connection comes from, for counting: an IPv4 address, or the /64 of an IPv6 address.
using Source = Id<struct SourceTag, 16>;

/// How much a stranger may cost before the handshake shows that they are none: who may begin a handshake now
/// (design §5). No clock, no sockets. Times are uptimes.
class HalfOpenGate {
 public:
  explicit HalfOpenGate(const PeerLimits& limits);

  /// A contact has connected from here, or is dialled there. The oldest is forgotten beyond the limit.
  void know(const Source& source);
  bool knows(const Source& source) const { return known_.contains(source); }

  /// Whether a connection may stay for its handshake. True must be followed by one `release`.
  bool admit(const Source& source, Duration now);
  /// The handshake is over, well or badly, and has spent `dh_operations`.
  void release(const Source& source, std::uint32_t dh_operations);

  std::size_t half_open() const { return half_open_; }

 private:
  /// A token bucket of X25519 operations.
  class Allowance {
   public:
    Allowance(std::uint32_t burst, std::uint32_t per_second)
        : burst_(burst), per_second_(per_second), left_(burst) {}
    bool take(std::uint32_t operations, Duration now);
    void give_back(std::uint32_t operations);

   private:
    double burst_;
    double per_second_;
    double left_;
    Duration filled_at_{0};
  };
  /// What one source has under way. Which allowance paid is kept, because a source may become known
  /// meanwhile.
  struct Entry {
    std::size_t count = 0;
    bool paid_as_known = false;
  };

  PeerLimits limits_;
  Allowance for_known_;
  Allowance for_strangers_;
  std::map<Source, Entry> sources_;
  std::size_t half_open_ = 0;
  std::map<Source, std::list<Source>::iterator> known_;
  std::list<Source> known_by_age_;
};

}  // namespace tasuki::net
