#include "core/engine/delivery/taken.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/delivery/carried.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/deposits.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// Carriers hand over all they have within moments; clocks may differ by some minutes.
constexpr Duration kLost = std::chrono::minutes(15);
/// Of one statement.
constexpr std::size_t kMostTold = 2048;
constexpr Duration kRefusalsApart = std::chrono::minutes(10);
/// The sender finds out about others as about what a carrier lost.
constexpr std::size_t kMostRefusalsKept = 512;

void send_acknowledgement(Turn& turn, const AgencyId& peer, const std::set<delivery::LinkNumber>& numbers) {
  const auto link = turn.desk.link_to(peer);
  if (!link) return;  // it offers them again, and they are acknowledged then
  proto::wire::Frame frame;
  for (const auto part : delivery::runs_of(numbers)) frame.mutable_envelope_ack()->add_run(part);
  send_frame(turn, *link, frame);
}

void tell_refused(Turn& turn, ConnectionId link, const delivery::CannotOpen& refused) {
  proto::wire::Frame frame;
  delivery::sign_cannot_open(refused, turn.desk.identity->node_key, *frame.mutable_cannot_open());
  send_frame(turn, link, frame);
}

/// What a sender without a link is to be told, in pieces.
void tell_later(Turn& turn, const AgencyId& sender, const TakenFromCarriers& taken) {
  const auto& offers = turn.desk.offers;
  const bool complete = offers.awaited() == 0 && offers.peers().empty();
  proto::state::OutboxItem item;
  item.set_since(to_millis(turn.desk.clock.now()));
  auto& received = *item.mutable_received();
  received.set_stated_at(item.since());
  for (const auto& refused : taken.refused) {
    delivery::sign_cannot_open(refused, turn.desk.identity->node_key, *received.add_refused());
  }
  for (std::size_t begin = 0; begin < std::max<std::size_t>(1, taken.opened.size()); begin += kMostTold) {
    received.clear_envelope();
    const std::size_t end = std::min(taken.opened.size(), begin + kMostTold);
    for (std::size_t i = begin; i < end; ++i) received.add_envelope(taken.opened[i].str());
    received.set_complete(complete && end == taken.opened.size());
    delivery::enqueue(turn.transaction, sender, delivery::Lane::Ordinary, item);
    received.clear_refused();
  }
}

/// Refusals wait where others were told a short while ago.
void tell_without_link(Turn& turn, const AgencyId& sender, TakenFromCarriers taken) {
  const Duration now = turn.desk.clock.uptime();
  auto& kept = turn.desk.refusals[sender];
  if (now < kept.not_before) {
    for (auto& refused : std::exchange(taken.refused, {})) {
      if (kept.refused.size() < kMostRefusalsKept) kept.refused.push_back(std::move(refused));
    }
    if (taken.opened.empty()) return;
  } else if (!taken.refused.empty()) {
    kept.not_before = now + kRefusalsApart;
  }
  tell_later(turn, sender, taken);
}

/// With a link it offers, or has offered, what it keeps itself: of what was opened it is told in answer to
/// that.
void tell_sender(Turn& turn, const AgencyId& sender, const TakenFromCarriers& taken) {
  if (!delivery::is_contact(turn.transaction, sender)) return;
  const auto link = turn.desk.link_to(sender);
  if (!link) return tell_without_link(turn, sender, taken);
  for (const auto& refused : taken.refused) tell_refused(turn, *link, refused);
}

/// Every carrier that may have it has had it for long when the peer had taken all that it was offered.
bool is_lost(Turn& turn, const EnvelopeHash& hash, Time stated_at) {
  const auto deposits = delivery::deposits_of(turn.transaction, hash);
  return !deposits.empty() && std::all_of(deposits.begin(), deposits.end(), [&](const auto& deposit) {
    return deposit.at < stated_at - kLost;
  });
}

void send_anew(Turn& turn, const AgencyId& peer, const EnvelopeHash& hash) {
  for (const auto& deposit : delivery::deposits_of(turn.transaction, hash))
    note(turn, audit::carrier_lost(deposit.carrier, peer));
  if (const auto envelope = take_under_way(turn, peer, hash)) put_back(turn, peer, *envelope);
}

void look_for_lost(Turn& turn, const AgencyId& peer, Time stated_at) {
  std::vector<EnvelopeHash> lost;
  visit_under_way(turn, peer, [&](const EnvelopeHash& hash, const auto&) {
    if (is_lost(turn, hash, stated_at)) lost.push_back(hash);
  });
  for (auto hash = lost.rbegin(); hash != lost.rend(); ++hash) send_anew(turn, peer, *hash);
}

}  // namespace

void acknowledge(Turn& turn, const AgencyId& peer, delivery::LinkNumber number) {
  if (number != 0) turn.desk.acknowledgements[peer].insert(number);
}

void taken(Turn& turn, const Handed& handed, const AgencyId& sender, bool answered) {
  acknowledge(turn, handed.peer, handed.number);
  if (sender != handed.peer && answered) turn.desk.taken[sender].opened.push_back(handed.hash);
}

void taken_again(Turn& turn, const Handed& handed, const AgencyId& sender) {
  taken(turn, handed, sender, true);
}

void not_taken(Turn& turn, const Handed& handed, const std::optional<AgencyId>& sender,
               const std::string& reason) {
  if (!sender || *sender == handed.peer) {
    if (const auto link = turn.desk.link_to(handed.peer)) tell_refused(turn, *link, {handed.hash, reason});
    return;
  }
  acknowledge(turn, handed.peer, handed.number);
  turn.desk.taken[*sender].refused.push_back({handed.hash, reason});
}

void send_acknowledgements(Turn& turn) {
  for (const auto& [peer, numbers] : std::exchange(turn.desk.acknowledgements, {}))
    send_acknowledgement(turn, peer, numbers);
  for (const auto& [sender, taken] : std::exchange(turn.desk.taken, {})) tell_sender(turn, sender, taken);
}

void tell_refusals_in_time(Turn& turn) {
  const Duration now = turn.desk.clock.uptime();
  for (auto& [sender, kept] : turn.desk.refusals) {
    if (kept.refused.empty() || now < kept.not_before) continue;
    tell_sender(turn, sender, {{}, std::exchange(kept.refused, {})});
  }
}

void take_received(Turn& turn, const AgencyId& peer, const proto::wire::Received& received) {
  for (const auto& bytes : received.envelope()) {
    if (const auto hash = EnvelopeHash::from(bytes)) take_arrived(turn, peer, *hash);
  }
  for (const auto& refused : received.refused()) take_cannot_open(turn, peer, refused);
  if (received.complete() && !turn.desk.link_to(peer))
    look_for_lost(turn, peer, from_millis(received.stated_at()));
}

}  // namespace tasuki::engine
