#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/store.hpp"

namespace tasuki::proto::state {
class OutboxItem;
}

namespace tasuki::delivery {

/// The lines in front of each peer. `First` holds governance and whatever is urgency `phone`, in the order of
/// arrival, so that a phone message overtakes everything ordinary but never the governance that it names.
/// `Unhurried` holds what may wait a moment, so that many of it share an envelope. What is `Withheld` is not
/// released from there: it goes into another line, or is removed.
enum class Lane : std::uint8_t { First = 0, Ordinary = 1, Unhurried = 2, Withheld = 3 };

/// In which line an item waits that was released before.
Lane lane_of(const proto::state::OutboxItem& item);

/// A row of the outbox: what is to be released to a peer. Holds records, not ciphertext.
struct Queued {
  Bytes key;
  Lane lane;
  Bytes item;  ///< a proto.state.OutboxItem
};

/// Items are released in this order per peer: lane by lane, each first in, first out.
void enqueue(Transaction& transaction, const AgencyId& peer, Lane lane, const proto::state::OutboxItem& item);
/// In front of its lane: what was released but could not be opened.
void put_back(Transaction& transaction, const AgencyId& peer, Lane lane, ByteView item);
/// At most `limit` items, the next one first.
std::vector<Queued> next_items(Transaction& transaction, const AgencyId& peer, std::size_t limit);
/// All of them, the oldest first.
std::vector<Queued> withheld_items(Transaction& transaction, const AgencyId& peer);
void remove(Transaction& transaction, const Queued& queued);
/// Of the next item; nothing where none waits to be released.
std::optional<Lane> next_lane(Transaction& transaction, const AgencyId& peer);

/// Withheld ones as well.
std::size_t queued_for(Transaction& transaction, const AgencyId& peer);
std::size_t queued_in_all(Transaction& transaction);

}  // namespace tasuki::delivery
