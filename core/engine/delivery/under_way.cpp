#include "core/engine/delivery/under_way.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/cannot_open.hpp"
#include "core/delivery/carried.hpp"
#include "core/delivery/deposits.hpp"
#include "core/delivery/envelope.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/desk.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using proto::state::InFlightEnvelope;

/// Items that the peer could not take: those that were sealed anew on this link already stay in `envelope`,
/// the others go back to the outbox.
void try_anew(Turn& turn, const AgencyId& peer, InFlightEnvelope& envelope) {
  InFlightEnvelope once_more;
  InFlightEnvelope later;
  for (auto& item : *envelope.mutable_item()) {
    const bool tried = item.tried_anew();
    item.set_tried_anew(true);
    *(tried ? later : once_more).add_item() = std::move(item);
  }
  put_back(turn, peer, once_more);
  envelope.mutable_item()->Swap(later.mutable_item());
}

bool is_spent(const InFlightEnvelope& envelope, Time now) {
  const auto outside = delivery::Envelope::parse(as_bytes(envelope.envelope()));
  return outside && (envelope.refused() || outside->expires_at <= now);
}

}  // namespace

delivery::InFlight& under_way_to(Turn& turn, const AgencyId& peer) {
  const auto known = turn.desk.under_way.find(peer);
  if (known != turn.desk.under_way.end()) return known->second;
  return turn.desk.under_way[peer] = delivery::count_in_flight(turn.transaction, peer);
}

void keep_under_way(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash,
                    const InFlightEnvelope& envelope) {
  auto& room = under_way_to(turn, peer);
  delivery::add_in_flight(turn.transaction, peer, hash, envelope);
  ++room.envelopes;
  room.bytes += envelope.ByteSizeLong();
}

std::optional<InFlightEnvelope> take_under_way(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash) {
  auto& room = under_way_to(turn, peer);
  const auto bytes = delivery::take_in_flight(turn.transaction, peer, hash);
  if (!bytes) return std::nullopt;
  delivery::forget_deposits(turn.transaction, hash);
  if (room.envelopes > 0) --room.envelopes;
  room.bytes -= std::min(room.bytes, bytes->size());
  auto envelope = parse_message<InFlightEnvelope>(*bytes);
  if (!envelope) return std::nullopt;
  for (auto& item : *envelope->mutable_item()) item.set_may_have_left(true);
  return envelope;
}

void visit_under_way(Turn& turn, const AgencyId& peer, const VisitUnderWay& visit) {
  for (const auto& bytes : delivery::all_in_flight(turn.transaction, peer)) {
    const auto envelope = parse_message<InFlightEnvelope>(bytes);
    const auto outside = envelope ? delivery::Envelope::parse(as_bytes(envelope->envelope()))
                                  : delivery::SessionError::Malformed;
    if (outside) visit(outside->hash(), *envelope);
  }
}

void put_back(Turn& turn, const AgencyId& peer, const InFlightEnvelope& envelope) {
  for (auto item = envelope.item().rbegin(); item != envelope.item().rend(); ++item) {
    delivery::put_back(turn.transaction, peer, delivery::lane_of(*item), serialize_message(*item));
  }
}

namespace {

using IsMeant = std::function<bool(const InFlightEnvelope& envelope)>;

/// In their order.
void take_back_where(Turn& turn, const AgencyId& peer, const IsMeant& is_meant) {
  std::vector<EnvelopeHash> meant;
  visit_under_way(turn, peer, [&](const EnvelopeHash& hash, const InFlightEnvelope& envelope) {
    if (is_meant(envelope)) meant.push_back(hash);
  });
  for (auto hash = meant.rbegin(); hash != meant.rend(); ++hash) {
    auto envelope = take_under_way(turn, peer, *hash);
    if (!envelope) continue;
    for (auto& item : *envelope->mutable_item()) item.set_tried_anew(false);
    put_back(turn, peer, *envelope);
  }
}

}  // namespace

void take_back_spent(Turn& turn, const AgencyId& peer) {
  const Time now = turn.desk.clock.now();
  take_back_where(turn, peer, [&](const InFlightEnvelope& envelope) { return is_spent(envelope, now); });
}

void take_back_under_way(Turn& turn, const AgencyId& peer) {
  take_back_where(turn, peer, [](const InFlightEnvelope&) { return true; });
}

void try_refused_again(Turn& turn) {
  std::vector<AgencyId> peers;
  for (const auto& [peer, room] : turn.desk.under_way) peers.push_back(peer);
  for (const auto& peer : peers) take_back_spent(turn, peer);
}

bool take_arrived(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash) {
  const auto envelope = take_under_way(turn, peer, hash);
  if (!envelope) return false;
  for (const auto& item : envelope->item()) item_arrived(turn, item);
  return true;
}

void take_cannot_open(Turn& turn, const AgencyId& peer, const proto::wire::CannotOpen& message) {
  const auto keys = turn.desk.directory.keys_of(turn.transaction, peer);
  if (!keys) return;
  const auto statement = delivery::verify_cannot_open(message, keys->node);
  if (!statement) return;
  auto envelope = take_under_way(turn, peer, statement->envelope);
  if (!envelope) {  // or carried for it, under keys of an earlier life
    delivery::handed_over(turn.transaction, peer, statement->envelope);
    return;
  }
  try_anew(turn, peer, *envelope);
  if (!envelope->item().empty()) {
    envelope->set_refused(true);
    keep_under_way(turn, peer, statement->envelope, *envelope);
  }
  const auto session = SessionId::from(envelope->session_id());
  if (session && delivery::is_about_the_session(statement->reason)) {
    turn.desk.envelopes->drop_send_session(turn.transaction, peer, *session);
  }
}

}  // namespace tasuki::engine
