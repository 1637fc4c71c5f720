#include "core/engine/delivery/taking_back.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/deposits.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using proto::state::InFlightEnvelope;
using proto::state::OutboxItem;

void take_back_queued(Turn& turn, const AgencyId& peer) {
  for (const auto& queued : delivery::next_items(turn.transaction, peer, SIZE_MAX)) {
    const auto item = parse_message<OutboxItem>(queued.item);
    if (!item || may_go(turn, peer, *item)) continue;
    delivery::remove(turn.transaction, queued);
    item_denied(turn, peer, *item);
  }
}

void recall(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash, const InFlightEnvelope& envelope) {
  const auto session = SessionId::from(envelope.session_id());
  if (!session) return;
  const auto key = turn.desk.envelopes->recall_key(turn.transaction, peer, *session, envelope.number());
  if (!key) return;
  for (const auto& deposit : delivery::deposits_of(turn.transaction, hash)) {
    delivery::note_recall(turn.transaction, deposit.carrier, key->reveal());
    show_recalls(turn, deposit.carrier);
  }
}

/// The envelope ends; what may still go is sealed anew without the rest.
void take_back(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash, const InFlightEnvelope& envelope) {
  recall(turn, peer, hash, envelope);
  auto taken = take_under_way(turn, peer, hash);
  if (!taken) return;
  InFlightEnvelope still_allowed;
  for (auto& item : *taken->mutable_item()) {
    if (may_go(turn, peer, item)) {
      *still_allowed.add_item() = std::move(item);
    } else {
      item_denied(turn, peer, item);
    }
  }
  put_back(turn, peer, still_allowed);
}

}  // namespace

void let_go_withheld(Turn& turn, const AgencyId& peer) {
  for (const auto& queued : delivery::withheld_items(turn.transaction, peer)) {
    const auto item = parse_message<OutboxItem>(queued.item);
    if (item && is_withheld(turn, peer, *item)) continue;
    delivery::remove(turn.transaction, queued);
    if (!item) continue;
    if (may_go(turn, peer, *item)) {
      delivery::enqueue(turn.transaction, peer, delivery::lane_of(*item), *item);
      under_way_to(turn, peer);
    } else {
      item_denied(turn, peer, *item);
    }
  }
}

void take_back_denied_from(Turn& turn, const AgencyId& peer) {
  visit_under_way(turn, peer, [&](const EnvelopeHash& hash, const InFlightEnvelope& envelope) {
    const bool all_may = std::all_of(envelope.item().begin(), envelope.item().end(),
                                     [&](const OutboxItem& item) { return may_go(turn, peer, item); });
    if (!all_may) take_back(turn, peer, hash, envelope);
  });
}

void take_back_denied(Turn& turn) {
  for (const auto& peer : delivery::list_contacts(turn.transaction)) {
    take_back_queued(turn, peer);
    let_go_withheld(turn, peer);
    take_back_denied_from(turn, peer);
  }
}

void show_recalls(Turn& turn, const AgencyId& carrier) {
  const auto link = turn.desk.link_to(carrier);
  if (!link) return;
  const auto keys = delivery::recalls_for(turn.transaction, carrier);
  if (keys.empty()) return;
  proto::wire::Frame frame;
  for (const auto& key : keys) frame.mutable_recall()->add_key(to_string(key));
  send_frame(turn, *link, frame);
}

void take_recalled(Turn& turn, const AgencyId& carrier, const proto::wire::Recalled& recalled) {
  for (const auto& bytes : recalled.recall_tag()) {
    if (const auto tag = delivery::RecallTag::from(bytes))
      delivery::forget_recall(turn.transaction, carrier, *tag);
  }
}

}  // namespace tasuki::engine
