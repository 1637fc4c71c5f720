#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/delivery/in_flight.hpp"
#include "core/delivery/link_numbers.hpp"
#include "core/delivery/links.hpp"
#include "core/delivery/offers.hpp"
#include "core/delivery/session.hpp"
#include "core/engine/audit/witnessing.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/login_throttle.hpp"
#include "core/engine/delivery/depositing.hpp"
#include "core/engine/delivery/early.hpp"
#include "core/engine/delivery/taken.hpp"
#include "core/engine/due/deadlines.hpp"
#include "core/engine/duty/duty_desk.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/identity.hpp"
#include "core/engine/jobs.hpp"
#include "core/engine/links/peer_links.hpp"
#include "core/engine/record/statements.hpp"
#include "core/engine/signs/sign_watch.hpp"
#include "core/engine/watchers.hpp"
#include "core/record/batch_signature.hpp"
#include "core/record/ledger_cache.hpp"

namespace tasuki::engine {

/// Peers' keys as their cards say.
class CardDirectory final : public delivery::PeerDirectory {
 public:
  std::optional<delivery::PeerKeys> keys_of(Transaction& transaction, const AgencyId& agency) override;
};

/// What peers were sent already, as the store says in more words. Forgotten whenever that may have changed.
struct Shipped {
  /// Everything that the team's ledger holds.
  std::set<std::pair<AgencyId, TeamId>> ledgers;
  /// To the first, the newest card of the second.
  std::set<std::pair<AgencyId, AgencyId>> cards;

  void clear() { *this = {}; }
};

/// `number`: under which it was offered; of a deposit, none yet.
struct WantedBody {
  EnvelopeHash hash;
  std::optional<delivery::LinkNumber> number;
};

/// When the audit trail's end is to be signed next, and up to which entry it was.
struct HeadDue {
  std::uint64_t signed_up_to = 0;
  std::optional<Duration> at;
};

/// What the rules hold in memory between events: the agency's desk. Everything here can be read anew from the
/// store; `Engine::forget` does so. Modules that keep such state are members of it.
struct Desk {
  Desk(const Clock& clock, Random& random, Settings settings)
      : clock(clock), random(random), settings(std::move(settings)) {}

  /// Reads what the store knows. Once at the start, and again after a commit that failed.
  Result<> open(Transaction& transaction);
  const AgencyId& agency() const { return identity->agency; }
  /// The link on which a contact has been greeted, if there is one.
  std::optional<delivery::ConnectionId> link_to(const AgencyId& peer) const { return links->link_to(peer); }

  const Clock& clock;
  Random& random;
  const Settings settings;

  Jobs jobs;
  LoginSessions sessions{settings.session_idle_limit};
  LoginThrottle throttle;
  Watchers watchers;

  std::optional<Identity> identity;
  CardDirectory directory;
  std::optional<delivery::Sessions> envelopes;
  std::optional<delivery::Links> links;
  PeerLinks peers;

  /// As the node last said.
  DiskRoom disk;

  /// This batch's.
  Statements statements;
  std::map<AgencyId, std::set<delivery::LinkNumber>> acknowledgements;
  /// By sender, of what a carrier brought.
  std::map<AgencyId, TakenFromCarriers> taken;
  std::map<AgencyId, RefusalsToTell> refusals;
  /// Bodies that peers asked for: decided and sent at the end, behind what else the batch has brought.
  std::map<AgencyId, std::vector<WantedBody>> wanted;

  /// How much is on its way to each peer that had a link, or carriers.
  std::map<AgencyId, delivery::InFlight> under_way;
  /// Some team may be another than when it was last decided what may go.
  bool teams_have_changed = true;
  delivery::Offers offers;
  delivery::LinkNumbers numbers;
  Carriers carriers;
  /// What this node, as a carrier, has asked a depositor for.
  std::map<AgencyId, std::set<EnvelopeHash>> expected;
  /// Peers whose frontiers this process has heard, or with whom it has begun a new session.
  std::set<AgencyId> agreed;
  Shipped shipped;
  /// Not counted yet, or not since something was undone.
  std::optional<EarlyCounts> early;
  /// Until when what is queued for a peer waits for company.
  std::map<AgencyId, Duration> gathering;
  HeadDue head;
  DutyDesk duty;
  Witnessing witnessing;
  Deadlines deadlines;
  record::LedgerCache ledger;
  record::SignatureMemo signatures;
  SignWatch signs;
  Duration next_housekeeping{0};
  Duration next_try_of_refused{0};
  /// When another of an introduced contact's secrets is tried, and how long after that the next, as uptime.
  struct NextSecret {
    Duration at{0};
    Duration pause{0};
  };
  std::map<AgencyId, NextSecret> next_secrets;
  Duration next_deposit{0};
};

}  // namespace tasuki::engine
