#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/random.hpp"
#include "core/delivery/connection.hpp"

namespace tasuki::delivery {

struct LinkSettings {
  Duration first_backoff = std::chrono::seconds(1);
  Duration longest_backoff = std::chrono::minutes(1);
  /// After a link that had worked: both sides dial again somewhere within this.
  Duration redial_within = std::chrono::seconds(1);
  Duration ping_after = std::chrono::seconds(20);
  Duration drop_after_ping = std::chrono::seconds(20);
  /// Two links that came up within this count as opened at the same time.
  Duration simultaneous = std::chrono::seconds(30);
};

/// Connect to this contact; ends in `link_up`, `dial_failed` or `cannot_dial`.
struct DialPeer {
  AgencyId peer;
};
struct SendPing {
  ConnectionId connection;
};
/// Close it; for Links it is gone already, so its `link_down` may come or not.
struct DropLink {
  ConnectionId connection;
  std::string_view reason;  ///< a code: `silent`, `superseded`, `removed`
};
using LinkAction = std::variant<DialPeer, SendPing, DropLink>;
using LinkActions = std::vector<LinkAction>;

/// Which links to which contacts are alive, and when to dial, ping and give up (docs/protocol.md, section 5).
/// Times are uptimes. A link counts once it is *proven*: its first frame was authentic. Until then the
/// initiator does not know whether the other side accepted its key.
class Links {
 public:
  explicit Links(const AgencyId& self, LinkSettings settings = {});

  /// This peer is wanted: it is dialled at the next tick. Known already: no change.
  void add(const AgencyId& peer, Duration now);
  LinkActions remove(const AgencyId& peer);
  /// It has new addresses, or is known to be up: no waiting for the next dial.
  void hurry(const AgencyId& peer, Duration now);

  void link_up(ConnectionId connection, const AgencyId& peer, bool opened_here, Duration now);
  /// Its first frame was authentic. Of two proven links one goes: opened at the same time, the one that the
  /// agency with the smaller id opened stays; otherwise the newer, because nobody dials who has a link.
  LinkActions proven(ConnectionId connection, Duration now);
  void heard(ConnectionId connection, Duration now);
  void link_down(ConnectionId connection, Duration now, Random& random);
  void dial_failed(const AgencyId& peer, Duration now, Random& random);
  /// No address is known: wait for `hurry` or for the peer itself.
  void cannot_dial(const AgencyId& peer);

  LinkActions tick(Duration now, Random& random);
  /// When `tick` is due.
  std::optional<Duration> next_wake() const;

  /// The proven link to send on.
  std::optional<ConnectionId> link_to(const AgencyId& peer) const;
  std::optional<AgencyId> peer_of(ConnectionId connection) const;
  bool is_proven(ConnectionId connection) const;
  bool contains(const AgencyId& peer) const { return peers_.contains(peer); }

 private:
  struct Link {
    ConnectionId connection;
    bool opened_here;
    Duration up_at;
    Duration heard_at;
    bool proven = false;
    std::optional<Duration> pinged_at;
  };
  struct Peer {
    std::vector<Link> links;
    unsigned failures = 0;
    bool dialling = false;
    std::optional<Duration> next_dial;
  };

  Link* find(ConnectionId connection);
  const Link* find(ConnectionId connection) const;
  /// Of two proven links of `peer`: whether the newer one stays.
  bool newer_stays(const AgencyId& peer, const Link& older, const Link& newer) const;
  void plan_after_failure(Peer& peer, Duration now, Random& random);
  Duration backoff(unsigned failures, Random& random) const;
  Duration due(const Link& link) const;
  /// Pings it, or says that it is dead.
  bool is_dead(Link& link, Duration now, LinkActions& actions);

  AgencyId self_;
  LinkSettings settings_;
  std::map<AgencyId, Peer> peers_;
  std::map<ConnectionId, AgencyId> owners_;
};

}  // namespace tasuki::delivery
