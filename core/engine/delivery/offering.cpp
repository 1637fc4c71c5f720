#include "core/engine/delivery/offering.hpp"

#include <algorithm>
#include <utility>

#include "core/base/protobuf.hpp"
#include "core/delivery/carried.hpp"
#include "core/engine/delivery/depositing.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/delivery/taken.hpp"
#include "core/engine/delivery/taking_back.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/frame_bytes.hpp"
#include "core/engine/links/greeting.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using delivery::OfferedEnvelope;
using proto::state::InFlightEnvelope;

constexpr std::size_t kOffersPerFrame = 4096;

void send_offers(Turn& turn, ConnectionId link, const std::vector<OfferedEnvelope>& envelopes) {
  for (std::size_t begin = 0; begin < envelopes.size(); begin += kOffersPerFrame) {
    proto::wire::Frame frame;
    const std::size_t end = std::min(envelopes.size(), begin + kOffersPerFrame);
    for (std::size_t i = begin; i < end; ++i) {
      auto& offer = *frame.mutable_offer()->add_envelope();
      offer.set_hash(envelopes[i].hash.str());
      offer.set_size(envelopes[i].size);
    }
    send_frame(turn, link, frame);
  }
}

std::vector<OfferedEnvelope> what_is_under_way(Turn& turn, const AgencyId& peer) {
  std::vector<OfferedEnvelope> envelopes;
  visit_under_way(turn, peer, [&](const EnvelopeHash& hash, const InFlightEnvelope& envelope) {
    envelopes.push_back({hash, static_cast<std::uint32_t>(envelope.envelope().size())});
  });
  return envelopes;
}

std::vector<OfferedEnvelope> what_is_carried(Turn& turn, const AgencyId& peer) {
  std::vector<OfferedEnvelope> envelopes;
  for (const auto& envelope : delivery::carried_for(turn.transaction, peer)) {
    if (envelope.expires_at > turn.desk.clock.now()) envelopes.push_back({envelope.hash, envelope.size});
  }
  return envelopes;
}

/// What may still go; a consent's period may have ended since it was offered.
std::optional<Bytes> body_under_way(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash) {
  const auto bytes = delivery::find_in_flight(turn.transaction, peer, hash);
  const auto envelope = bytes ? parse_message<InFlightEnvelope>(*bytes) : std::nullopt;
  if (!envelope || envelope->refused()) return std::nullopt;
  for (const auto& item : envelope->item()) {
    if (!may_go(turn, peer, item)) return std::nullopt;
  }
  return copy(as_bytes(envelope->envelope()));
}

}  // namespace

void offer_all(Turn& turn, const AgencyId& peer) {
  take_back_spent(turn, peer);
  take_back_denied_from(turn, peer);
  under_way_to(turn, peer);
  const auto link = turn.desk.link_to(peer);
  if (!link) return;
  send_offers(turn, *link, what_is_under_way(turn, peer));
  send_offers(turn, *link, what_is_carried(turn, peer));
}

void offer_one_carried(Turn& turn, const AgencyId& recipient, const EnvelopeHash& hash, std::size_t size) {
  if (const auto link = turn.desk.link_to(recipient))
    send_offers(turn, *link, {{hash, static_cast<std::uint32_t>(size)}});
}

void take_offer(Turn& turn, const AgencyId& peer, const proto::wire::Offer& offer) {
  std::vector<OfferedEnvelope> news;
  for (const auto& offered : offer.envelope()) {
    const auto hash = EnvelopeHash::from(offered.hash());
    if (!hash) continue;
    if (const auto sender = delivery::sender_of_seen(turn.transaction, *hash)) {
      taken_again(turn, peer, *sender, *hash);
    } else {
      news.push_back({*hash, offered.size()});
    }
  }
  turn.desk.offers.offered(peer, news);
}

void take_want_of_offered(Turn& turn, const AgencyId& peer, const proto::wire::Want& want) {
  for (const auto& bytes : want.envelope()) {
    if (const auto hash = EnvelopeHash::from(bytes)) turn.desk.wanted[peer].push_back(*hash);
  }
}

void send_what_was_wanted(Turn& turn) {
  for (const auto& [peer, hashes] : std::exchange(turn.desk.wanted, {})) {
    const auto link = turn.desk.link_to(peer);
    if (!link) continue;
    for (const auto& hash : hashes) {
      auto body = body_under_way(turn, peer, hash);
      if (!body) body = delivery::carried_bytes(turn.transaction, peer, hash);
      if (body) {
        turn.effects.push_back(SendFrame{*link, envelope_frame(*body)});
      } else {
        deposit_wanted(turn, peer, hash);
      }
    }
  }
}

void ask_for_more(Turn& turn) {
  for (const auto& peer : turn.desk.offers.peers()) {
    const auto link = turn.desk.link_to(peer);
    if (!link) continue;
    const auto wanted = turn.desk.offers.ask(peer, turn.desk.clock.uptime());
    if (wanted.empty()) continue;
    proto::wire::Frame frame;
    for (const auto& hash : wanted) frame.mutable_want()->add_envelope(hash.str());
    send_frame(turn, *link, frame);
  }
}

}  // namespace tasuki::engine
