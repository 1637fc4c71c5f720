#include "core/engine/delivery/release.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/frame_bytes.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// Limits of one envelope; a single record may exceed the bytes.
constexpr std::size_t kItemsPerEnvelope = 256;
constexpr std::size_t kBytesPerEnvelope = std::size_t{192} * 1024;

struct Batch {
  proto::wire::EnvelopePayload payload;
  proto::state::InFlightEnvelope under_way;
};

/// How long what is not hurried waits for more of its kind. Nobody looks at a receipt board that closely.
constexpr Duration kGatherFor{200};

/// Until when; nothing where something is queued that does not wait.
std::optional<Duration> gathers_until(Turn& turn, const AgencyId& peer) {
  if (delivery::next_lane(turn.transaction, peer) != delivery::Lane::Unhurried) return std::nullopt;
  const Duration now = turn.desk.clock.uptime();
  const auto begun = turn.desk.gathering.find(peer);
  const Duration until = begun == turn.desk.gathering.end() ? now + kGatherFor : begun->second;
  return until > now ? std::optional(until) : std::nullopt;
}

/// Takes items off the front of the outbox until the envelope is full. Those that must not go any more are
/// dropped.
Batch gather(Turn& turn, const AgencyId& peer) {
  Batch batch;
  std::size_t bytes = 0;
  for (const auto& queued : delivery::next_items(turn.transaction, peer, kItemsPerEnvelope)) {
    auto item = parse_message<proto::state::OutboxItem>(queued.item);
    proto::wire::Item out;
    if (item && fill_item(turn, peer, *item, out)) {
      const std::size_t size = out.ByteSizeLong();
      if (bytes > 0 && bytes + size > kBytesPerEnvelope) break;
      bytes += size;
      if (item->phone()) batch.payload.set_urgency(proto::wire::URGENT_PHONE);
      *batch.payload.add_item() = std::move(out);
      *batch.under_way.add_item() = std::move(*item);
    }
    delivery::remove(turn.transaction, queued);
  }
  return batch;
}

/// Acknowledgements are not acknowledged, or there would be no end of them.
bool is_unanswered(const proto::state::InFlightEnvelope& under_way) {
  return std::all_of(under_way.item().begin(), under_way.item().end(),
                     [](const auto& item) { return item.has_received(); });
}

/// What could be sealed. Nothing where nothing more can go to this peer now.
std::optional<delivery::SealedEnvelope> seal_next(Turn& turn, const AgencyId& peer, bool for_carriers) {
  auto batch = gather(turn, peer);
  while (batch.payload.item().empty()) {
    if (!delivery::next_lane(turn.transaction, peer)) return std::nullopt;
    batch = gather(turn, peer);
  }
  const auto keys = turn.desk.directory.keys_of(turn.transaction, peer);
  const Time now = turn.desk.clock.now();
  auto sealed = keys ? turn.desk.envelopes->seal(turn.transaction, *keys, serialize_message(batch.payload),
                                                 now + turn.desk.settings.lifetime, now)
                     : Result<delivery::SealedEnvelope>(delivery::SessionError::UnknownSender);
  if (!sealed) {  // no prekey yet: it comes with the peer's greeting
    put_back(turn, peer, batch.under_way);
    return std::nullopt;
  }
  const bool unanswered = is_unanswered(batch.under_way);
  if (!unanswered || for_carriers) {
    batch.under_way.set_envelope(to_string(sealed->bytes));
    batch.under_way.set_sent_at(to_millis(now));
    batch.under_way.set_session_id(sealed->session.str());
    batch.under_way.set_number(sealed->number);
    batch.under_way.set_unanswered(unanswered);
    keep_under_way(turn, peer, sealed->hash, batch.under_way);
  }
  return std::move(*sealed);
}

/// Whether what waits next may be sealed now; `most_bytes` of what is not in the first lane.
bool has_room(Turn& turn, const AgencyId& peer, std::size_t most_bytes) {
  const auto lane = delivery::next_lane(turn.transaction, peer);
  return lane && under_way_to(turn, peer).has_room(most_bytes, *lane);
}

bool release_one(Turn& turn, const AgencyId& peer, delivery::ConnectionId link) {
  if (!has_room(turn, peer, delivery::kWindowBytes)) return false;
  const auto sealed = seal_next(turn, peer, false);
  if (!sealed) return false;
  const auto number = turn.desk.numbers.give(peer, sealed->hash);
  turn.effects.push_back(SendFrame{link, envelope_frame(sealed->bytes, number)});
  return true;
}

}  // namespace

void release_what_waits(Turn& turn) {
  std::map<AgencyId, Duration> gathering;
  for (const auto& [peer, room] : turn.desk.under_way) {
    const auto link = turn.desk.link_to(peer);
    if (!link) continue;
    if (const auto until = gathers_until(turn, peer)) {
      gathering.emplace(peer, *until);
      continue;
    }
    while (release_one(turn, peer, *link)) continue;
  }
  turn.desk.gathering = std::move(gathering);
}

std::optional<Duration> next_release(const Turn& turn) {
  std::optional<Duration> next;
  for (const auto& [peer, until] : turn.desk.gathering) next = next ? std::min(*next, until) : until;
  return next;
}

std::vector<EnvelopeHash> release_for_carriers(Turn& turn, const AgencyId& peer) {
  std::vector<EnvelopeHash> released;
  // This store may be an old copy of itself, whose numbers in the session are spent; the peer would tell.
  if (delivery::next_lane(turn.transaction, peer) && turn.desk.agreed.insert(peer).second) {
    turn.desk.envelopes->renew_send_session(turn.transaction, peer);
  }
  while (has_room(turn, peer, delivery::kDepositedBytes)) {
    const auto sealed = seal_next(turn, peer, true);
    if (!sealed) break;
    released.push_back(sealed->hash);
  }
  return released;
}

}  // namespace tasuki::engine
