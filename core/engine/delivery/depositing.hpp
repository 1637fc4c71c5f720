#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class DepositAnswer;
}

namespace tasuki::engine {

/// A sender's side of carriers (docs/protocol.md, section 12.8): what waits for a member that is off goes,
/// sealed, to others of the same team that are on. The sender's own copy stays until the recipient itself
/// says that it has it.

/// Contacts that carry and have a link, and what is to be offered to them. Memory only: on a new link
/// everything is offered again.
struct Carriers {
  struct Carrier {
    std::deque<std::pair<AgencyId, EnvelopeHash>> to_offer;
    std::set<EnvelopeHash> awaited;  ///< offered, and neither kept nor refused: the next lot waits for these
    std::set<AgencyId> refuses;
  };
  std::map<AgencyId, Carrier> up;
  /// Contacts without a link, as far as that was looked at.
  std::map<AgencyId, Duration> off_since;
  /// Those of whom all that is under way has been lined up for the carriers that are up.
  std::set<AgencyId> lined_up;
};

void carrier_is_up(Turn& turn, const AgencyId& carrier);
void carrier_is_gone(Turn& turn, const AgencyId& carrier);
/// At the end of a batch: releases what waits for members that are off, and offers it. Every two seconds for
/// all of them, looking anew who is off; in between for those whose carriers have nothing to do. All
/// urgencies alike, or the moment would tell a carrier which it is.
void deposit_what_waits(Turn& turn);
/// When the next look is due, as uptime.
std::optional<Duration> next_deposit(const Turn& turn);
void take_deposit_answer(Turn& turn, const AgencyId& carrier, const proto::wire::DepositAnswer& answer);
/// At the end of a batch: the carrier asked for it.
void deposit_wanted(Turn& turn, const AgencyId& carrier, const EnvelopeHash& hash);
/// The carrier has committed it.
void take_kept(Turn& turn, const AgencyId& carrier, const EnvelopeHash& hash);

}  // namespace tasuki::engine
