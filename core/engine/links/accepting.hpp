#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/delivery/acceptance.hpp"
#include "core/delivery/hello.hpp"
#include "core/engine/commands/call.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class Frame;
}

namespace tasuki::engine {

/// The accepting side of pairings (docs/protocol.md, section 3.4). The accepted invitations are in the store,
/// so that a restart goes on; in memory are the attempts to finish them and who waits for the outcome.
class Accepting {
 public:
  /// Reads what is unfinished; who waited goes on waiting. Pairs anew where the contact was not committed
  /// yet.
  void open(Transaction& transaction, Duration now);

  /// `invitation` has been checked. The outcome goes to `answer`.
  void begin(Turn& turn, delivery::Invitation invitation, PendingAnswer answer);

  bool contains(ConnectionId connection) const { return links_.contains(connection); }
  void link_up(Turn& turn, const LinkUp& link);
  void take_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame);
  void link_down(Turn& turn, ConnectionId connection);
  void dial_failed(Turn& turn, const AgencyId& inviter, std::string_view reason);
  /// The inviter turned a contact link down though the pairing was finished here: it is repeated.
  void turned_down(const AgencyId& inviter, Duration now);
  /// The two have met as contacts by this invitation: nothing is left to do.
  void met(Turn& turn, const AgencyId& inviter, const InvitationId& invitation);

  /// Dials that are due; connections on which nothing came of it.
  void tick(Turn& turn);
  std::optional<Duration> next_wake() const;
  std::vector<ConnectionId> connections() const;

 private:
  struct Link {
    delivery::LinkFacts facts;
    AgencyId inviter;
    Duration since;
    std::optional<delivery::PeerHello> theirs;  ///< verified; PairDone may come
  };
  struct Attempt {
    unsigned refused = 0;      ///< in a row
    unsigned unreachable = 0;  ///< in a row
    std::optional<Duration> next_dial;
    std::vector<PendingAnswer> waiting;
  };

  void drop_silent(Turn& turn);
  void dial(Turn& turn, const AgencyId& inviter, Attempt& attempt);
  Result<> take(Turn& turn, Link& link, const proto::wire::Frame& frame);
  Result<> commit(Turn& turn, const Link& link);
  void try_later(Turn& turn, Attempt& attempt);
  void was_refused(Turn& turn, const AgencyId& inviter, Attempt& attempt);
  /// The acceptance is over, without a contact.
  void give_up(Turn& turn, const AgencyId& inviter, const Error& reason);
  void answer_waiting(Turn& turn, Attempt& attempt, const Error& reason);

  std::map<AgencyId, Attempt> attempts_;
  std::map<ConnectionId, Link> links_;
};

}  // namespace tasuki::engine
