#pragma once

#include <map>
#include <optional>

#include "core/delivery/hello.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Frame;
}

namespace tasuki::engine {

/// The inviting side of pairings (docs/protocol.md, section 3.4). What is bound, finished and spent is in the
/// store; in memory are only the connections that somebody pairs on now.
class Inviting {
 public:
  /// A node has proved an invitation's secret. Its earlier connection for the same one is closed.
  void link_up(Turn& turn, const LinkUp& link);
  bool contains(ConnectionId connection) const { return links_.contains(connection); }
  /// Commits the contact and answers; anything but a PairHello closes the connection.
  void take_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame);
  void link_down(ConnectionId connection) { links_.erase(connection); }

  /// Closes connections on which nothing came of it.
  void tick(Turn& turn);
  std::optional<Duration> next_wake() const;
  std::vector<ConnectionId> connections() const;

 private:
  struct Link {
    delivery::LinkFacts facts;
    InvitationId invitation;
    Duration since;
    bool done = false;
  };
  Result<AgencyId> greet_back(Turn& turn, ConnectionId connection, const Link& link,
                              const proto::wire::Frame& frame);
  void drop_earlier(Turn& turn, const InvitationId& invitation);

  std::map<ConnectionId, Link> links_;
};

}  // namespace tasuki::engine
