#include "core/engine/release.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/cannot_open.hpp"
#include "core/delivery/envelope.hpp"
#include "core/delivery/in_flight.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/frame_bytes.hpp"
#include "core/engine/outgoing_item.hpp"
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

void put_back(Turn& turn, const AgencyId& peer, const proto::state::InFlightEnvelope& under_way) {
  for (auto item = under_way.item().rbegin(); item != under_way.item().rend(); ++item) {
    delivery::put_back(turn.transaction, peer, delivery::lane_of(*item), serialize_message(*item));
  }
}

void keep_under_way(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash,
                    const proto::state::InFlightEnvelope& under_way) {
  delivery::add_in_flight(turn.transaction, peer, hash, under_way);
  auto& room = turn.desk.under_way[peer];
  ++room.envelopes;
  room.bytes += under_way.ByteSizeLong();
}

/// False where nothing more can go to this peer now.
bool release_one(Turn& turn, const AgencyId& peer, delivery::ConnectionId link) {
  auto batch = gather(turn, peer);
  if (batch.payload.item().empty()) return false;
  const auto keys = turn.desk.directory.keys_of(turn.transaction, peer);
  const Time now = turn.desk.clock.now();
  const auto sealed =
      keys ? turn.desk.envelopes->seal(turn.transaction, *keys, serialize_message(batch.payload),
                                       now + turn.desk.settings.envelope_lifetime, now)
           : Result<delivery::SealedEnvelope>(delivery::SessionError::UnknownSender);
  if (!sealed) {  // no prekey yet: it comes with the peer's greeting
    put_back(turn, peer, batch.under_way);
    return false;
  }
  batch.under_way.set_envelope(to_string(sealed->bytes));
  batch.under_way.set_sent_at(to_millis(now));
  batch.under_way.set_session_id(sealed->session.str());
  batch.under_way.set_number(sealed->number);
  keep_under_way(turn, peer, sealed->hash, batch.under_way);
  turn.effects.push_back(SendFrame{link, envelope_frame(sealed->bytes)});
  return true;
}

/// What the peer took need not be kept for it any longer.
std::optional<proto::state::InFlightEnvelope> take(Turn& turn, const AgencyId& peer,
                                                   const EnvelopeHash& hash) {
  const auto bytes = delivery::take_in_flight(turn.transaction, peer, hash);
  if (!bytes) return std::nullopt;
  auto& room = turn.desk.under_way[peer];
  if (room.envelopes > 0) --room.envelopes;
  room.bytes -= std::min(room.bytes, bytes->size());
  return parse_message<proto::state::InFlightEnvelope>(*bytes);
}

/// Items that the peer could not take: those that were sealed anew on this link already stay in `under_way`,
/// the others go back to the outbox.
void try_anew(Turn& turn, const AgencyId& peer, proto::state::InFlightEnvelope& under_way) {
  proto::state::InFlightEnvelope once_more;
  proto::state::InFlightEnvelope later;
  for (auto& item : *under_way.mutable_item()) {
    const bool tried = item.tried_anew();
    item.set_tried_anew(true);
    *(tried ? later : once_more).add_item() = std::move(item);
  }
  put_back(turn, peer, once_more);
  under_way.mutable_item()->Swap(later.mutable_item());
}

/// Of what must not go out as it is.
std::optional<EnvelopeHash> hash_of_spent(const proto::state::InFlightEnvelope& under_way, Time now) {
  const auto envelope = delivery::Envelope::parse(as_bytes(under_way.envelope()));
  if (!envelope || (!under_way.refused() && envelope->expires_at > now)) return std::nullopt;
  return envelope->hash();
}

void take_back_spent(Turn& turn, const AgencyId& peer) {
  const auto all = delivery::all_in_flight(turn.transaction, peer);
  for (auto bytes = all.rbegin(); bytes != all.rend(); ++bytes) {
    auto under_way = parse_message<proto::state::InFlightEnvelope>(*bytes);
    const auto hash = under_way ? hash_of_spent(*under_way, turn.desk.clock.now()) : std::nullopt;
    if (!hash) continue;
    delivery::take_in_flight(turn.transaction, peer, *hash);
    for (auto& item : *under_way->mutable_item()) item.set_tried_anew(false);
    put_back(turn, peer, *under_way);
  }
}

}  // namespace

void release_what_waits(Turn& turn) {
  std::map<AgencyId, Duration> gathering;
  for (auto& [peer, room] : turn.desk.under_way) {
    const auto link = turn.desk.link_to(peer);
    if (!link || !room.has_room()) continue;
    if (const auto until = gathers_until(turn, peer)) {
      gathering.emplace(peer, *until);
      continue;
    }
    while (room.has_room() && release_one(turn, peer, *link)) continue;
  }
  turn.desk.gathering = std::move(gathering);
}

std::optional<Duration> next_release(const Turn& turn) {
  std::optional<Duration> next;
  for (const auto& [peer, until] : turn.desk.gathering) next = next ? std::min(*next, until) : until;
  return next;
}

void send_again(Turn& turn, const AgencyId& peer) {
  take_back_spent(turn, peer);
  turn.desk.under_way[peer] = delivery::count_in_flight(turn.transaction, peer);
  const auto link = turn.desk.link_to(peer);
  if (!link) return;
  for (const auto& bytes : delivery::all_in_flight(turn.transaction, peer)) {
    const auto under_way = parse_message<proto::state::InFlightEnvelope>(bytes);
    if (under_way) turn.effects.push_back(SendFrame{*link, envelope_frame(as_bytes(under_way->envelope()))});
  }
}

void take_back_under_way(Turn& turn, const AgencyId& peer) {
  const auto all = delivery::all_in_flight(turn.transaction, peer);
  for (auto bytes = all.rbegin(); bytes != all.rend(); ++bytes) {
    auto under_way = parse_message<proto::state::InFlightEnvelope>(*bytes);
    const auto envelope = under_way ? delivery::Envelope::parse(as_bytes(under_way->envelope()))
                                    : Result<delivery::Envelope>(delivery::SessionError::Malformed);
    if (!envelope) continue;
    delivery::take_in_flight(turn.transaction, peer, envelope->hash());
    for (auto& item : *under_way->mutable_item()) item.set_tried_anew(false);
    put_back(turn, peer, *under_way);
  }
  turn.desk.under_way[peer] = delivery::count_in_flight(turn.transaction, peer);
}

void try_refused_again(Turn& turn) {
  for (auto& [peer, room] : turn.desk.under_way) {
    take_back_spent(turn, peer);
    room = delivery::count_in_flight(turn.transaction, peer);
  }
}

void take_acknowledgement(Turn& turn, const AgencyId& peer, const proto::wire::EnvelopeAck& acknowledgement) {
  for (const auto& bytes : acknowledgement.envelope()) {
    const auto hash = EnvelopeHash::from(bytes);
    const auto under_way = hash ? take(turn, peer, *hash) : std::nullopt;
    if (!under_way) continue;
    for (const auto& item : under_way->item()) item_arrived(turn, item);
  }
}

void take_cannot_open(Turn& turn, const AgencyId& peer, const proto::wire::CannotOpen& message) {
  const auto keys = turn.desk.directory.keys_of(turn.transaction, peer);
  if (!keys) return;
  const auto statement = delivery::verify_cannot_open(message, keys->node);
  if (!statement) return;
  auto under_way = take(turn, peer, statement->envelope);
  if (!under_way) return;
  try_anew(turn, peer, *under_way);
  if (!under_way->item().empty()) {
    under_way->set_refused(true);
    keep_under_way(turn, peer, statement->envelope, *under_way);
  }
  const auto session = SessionId::from(under_way->session_id());
  if (session && delivery::is_about_the_session(statement->reason)) {
    turn.desk.envelopes->drop_send_session(turn.transaction, peer, *session);
  }
}

}  // namespace tasuki::engine
