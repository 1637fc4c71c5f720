#include "core/engine/delivery/offering.hpp"

#include <algorithm>
#include <limits>
#include <span>
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

/// An envelope to offer, and the size of its body.
struct ToOffer {
  EnvelopeHash hash;
  std::uint32_t size;
};

void send_offers(Turn& turn, const AgencyId& peer, std::span<const ToOffer> envelopes) {
  const auto link = turn.desk.link_to(peer);
  while (link && !envelopes.empty()) {
    const auto lot = envelopes.first(std::min(envelopes.size(), kOffersPerFrame));
    envelopes = envelopes.subspan(lot.size());
    proto::wire::Frame frame;
    auto& offer = *frame.mutable_offer();
    for (const auto& envelope : lot) {
      const auto number = turn.desk.numbers.give(peer, envelope.hash);
      if (offer.first() == 0) offer.set_first(number);
      offer.mutable_prefix()->append(delivery::prefix_of(envelope.hash).str());
      offer.add_size(envelope.size);
    }
    send_frame(turn, *link, frame);
  }
}

/// Nothing where the frame does not say of each what belongs to it.
std::vector<OfferedEnvelope> envelopes_in(const proto::wire::Offer& offer) {
  constexpr std::size_t kPrefix = delivery::EnvelopePrefix::kSize;
  const auto count = static_cast<std::size_t>(offer.size_size());
  const auto room = std::numeric_limits<delivery::LinkNumber>::max() - offer.first();
  std::vector<OfferedEnvelope> envelopes;
  if (offer.first() == 0 || count > room || offer.prefix().size() != count * kPrefix) return envelopes;
  for (std::size_t i = 0; i < count; ++i) {
    const auto prefix = as_bytes(offer.prefix()).subspan(i * kPrefix, kPrefix);
    envelopes.push_back({*delivery::EnvelopePrefix::from(prefix), offer.size(static_cast<int>(i)),
                         offer.first() + static_cast<delivery::LinkNumber>(i)});
  }
  return envelopes;
}

std::vector<ToOffer> what_is_under_way(Turn& turn, const AgencyId& peer) {
  std::vector<ToOffer> envelopes;
  visit_under_way(turn, peer, [&](const EnvelopeHash& hash, const InFlightEnvelope& envelope) {
    envelopes.push_back({hash, static_cast<std::uint32_t>(envelope.envelope().size())});
  });
  return envelopes;
}

std::vector<ToOffer> what_is_carried(Turn& turn, const AgencyId& peer) {
  std::vector<ToOffer> envelopes;
  for (const auto& envelope : delivery::carried_for(turn.transaction, peer)) {
    if (envelope.expires_at > turn.desk.clock.now()) envelopes.push_back({envelope.hash, envelope.size});
  }
  return envelopes;
}

/// What may still go; a consent's period may have ended since it was offered. Then the rest of the envelope
/// goes anew.
std::optional<Bytes> body_under_way(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash) {
  const auto bytes = delivery::find_in_flight(turn.transaction, peer, hash);
  const auto envelope = bytes ? parse_message<InFlightEnvelope>(*bytes) : std::nullopt;
  if (!envelope || envelope->refused()) return std::nullopt;
  for (const auto& item : envelope->item()) {
    if (may_go(turn, peer, item)) continue;
    take_back_denied_from(turn, peer);
    return std::nullopt;
  }
  return copy(as_bytes(envelope->envelope()));
}

}  // namespace

void offer_all(Turn& turn, const AgencyId& peer) {
  take_back_spent(turn, peer);
  take_back_denied_from(turn, peer);
  under_way_to(turn, peer);
  if (!turn.desk.link_to(peer)) return;
  send_offers(turn, peer, what_is_under_way(turn, peer));
  send_offers(turn, peer, what_is_carried(turn, peer));
}

void offer_one_carried(Turn& turn, const AgencyId& recipient, const EnvelopeHash& hash, std::size_t size) {
  const ToOffer envelope{hash, static_cast<std::uint32_t>(size)};
  send_offers(turn, recipient, {&envelope, 1});
}

void take_offer(Turn& turn, const AgencyId& peer, const proto::wire::Offer& offer) {
  std::vector<OfferedEnvelope> news;
  for (const auto& offered : envelopes_in(offer)) {
    const auto seen = delivery::find_seen(turn.transaction, offered.prefix.bytes());
    if (!seen) {
      news.push_back(offered);
    } else if (const auto sender = delivery::sender_of_seen(turn.transaction, *seen)) {
      taken_again(turn, {peer, offered.number, *seen}, *sender);
    }
  }
  turn.desk.offers.offered(peer, news);
}

void take_want_of_offered(Turn& turn, const AgencyId& peer, const proto::wire::Want& want) {
  const std::vector<std::uint32_t> runs(want.run().begin(), want.run().end());
  for (const auto& [number, hash] : turn.desk.numbers.in_runs(peer, runs))
    turn.desk.wanted[peer].push_back({hash, number});
}

void send_what_was_wanted(Turn& turn) {
  for (const auto& [peer, wanted] : std::exchange(turn.desk.wanted, {})) {
    const auto link = turn.desk.link_to(peer);
    if (!link) continue;
    for (const auto& [hash, number] : wanted) {
      if (!number) {
        deposit_wanted(turn, peer, hash);
        continue;
      }
      auto body = body_under_way(turn, peer, hash);
      if (!body) body = delivery::carried_bytes(turn.transaction, peer, hash);
      if (body) turn.effects.push_back(SendFrame{*link, envelope_frame(*body, *number)});
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
    for (const auto part : delivery::runs_of(wanted)) frame.mutable_want()->add_run(part);
    send_frame(turn, *link, frame);
  }
}

}  // namespace tasuki::engine
