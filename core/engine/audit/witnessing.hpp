#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "core/engine/turn.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::engine {

/// Which peers are to be shown audit heads, and when. Memory only: whatever is forgotten is shown again.
struct Witnessing {
  struct Peer {
    std::optional<Duration> due;       ///< when it is shown the newest head
    bool greeted = false;              ///< since then it was shown none
    std::optional<Duration> shown_at;  ///< at most once a minute
    std::optional<Duration> told_at;   ///< of other members' heads; at most once an hour
    std::optional<Duration> asked_at;  ///< that we asked it; at most once in ten seconds
    std::optional<Duration> answered_at;
  };
  std::map<AgencyId, Peer> peers;
};

/// Signed audit heads go to the members of common teams that have a link, who countersign them;
/// docs/protocol.md, section 13.6. The way in is core/engine/audit/witness_frames.hpp.

/// A contact was greeted: it is shown our newest head at once, also one that it witnessed. If it holds a
/// newer one, this store is an old copy.
void peer_may_witness(Turn& turn, const AgencyId& peer);
/// Our trail has a new head.
void note_new_head(Turn& turn);
/// Everybody who has a link learns of a conflict with the next tick.
void tell_of_conflicts(Turn& turn);
/// As time comes.
void show_heads_in_time(Turn& turn);
/// When the next one is due, as uptime.
std::optional<Duration> next_showing(const Turn& turn);

/// Our own head over an entry, as it lies in the chain now.
std::optional<record::SignedBytes> own_head_at(Turn& turn, std::uint64_t number);

}  // namespace tasuki::engine
