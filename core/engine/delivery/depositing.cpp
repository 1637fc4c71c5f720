#include "core/engine/delivery/depositing.hpp"

#include <algorithm>
#include <vector>

#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/deposits.hpp"
#include "core/delivery/envelope.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/delivery/release.hpp"
#include "core/engine/delivery/taking_back.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/frame_bytes.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/record/teams.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using proto::state::InFlightEnvelope;

/// How long a contact has been without a link before others are asked to keep what is for it.
constexpr Duration kPatience = std::chrono::seconds(10);
constexpr Duration kLookEvery = std::chrono::seconds(2);
/// Each envelope goes to so many, so that one that is lost with its carrier still arrives.
constexpr std::size_t kCarriersPerRecipient = 2;
/// One lot: bounds what has to be written at once.
constexpr int kEnvelopesPerLot = 512;
constexpr std::size_t kBytesPerLot = std::size_t{4} << 20;

std::vector<AgencyId> carriers_for(Turn& turn, const AgencyId& recipient) {
  std::vector<AgencyId> chosen;
  for (const auto& [carrier, state] : turn.desk.carriers.up) {
    if (chosen.size() == kCarriersPerRecipient) break;
    if (carrier == recipient || state.refuses.contains(recipient)) continue;
    if (share_a_team(turn, carrier, recipient)) chosen.push_back(carrier);
  }
  return chosen;
}

void line_up(Turn& turn, const std::vector<AgencyId>& chosen, const AgencyId& recipient,
             const EnvelopeHash& hash) {
  for (const auto& carrier : chosen) turn.desk.carriers.up.at(carrier).to_offer.emplace_back(recipient, hash);
}

void line_up_all(Turn& turn, const std::vector<AgencyId>& chosen, const AgencyId& recipient) {
  take_back_spent(turn, recipient);
  take_back_denied_from(turn, recipient);
  visit_under_way(turn, recipient, [&](const EnvelopeHash& hash, const InFlightEnvelope& envelope) {
    if (!envelope.refused()) line_up(turn, chosen, recipient, hash);
  });
}

/// Reads every contact.
void look_who_is_off(Turn& turn) {
  Carriers& carriers = turn.desk.carriers;
  for (const auto& contact : delivery::list_contacts(turn.transaction)) {
    if (turn.desk.link_to(contact)) {
      carriers.off_since.erase(contact);
      carriers.lined_up.erase(contact);
    } else {
      carriers.off_since.try_emplace(contact, turn.desk.clock.uptime());
    }
  }
}

void line_up_for(Turn& turn, const AgencyId& recipient) {
  const auto chosen = carriers_for(turn, recipient);
  if (chosen.empty()) return;
  if (turn.desk.carriers.lined_up.insert(recipient).second) line_up_all(turn, chosen, recipient);
  for (const auto& hash : release_for_carriers(turn, recipient)) line_up(turn, chosen, recipient, hash);
}

bool is_idle(const Carriers::Carrier& carrier) { return carrier.awaited.empty() && carrier.to_offer.empty(); }

/// Something is queued, and the carriers have nothing to do: while they are busy what waits gathers, and
/// shares envelopes.
bool may_go_at_once(Turn& turn, const AgencyId& recipient) {
  if (!delivery::next_lane(turn.transaction, recipient)) return false;
  const auto chosen = carriers_for(turn, recipient);
  return !chosen.empty() && std::all_of(chosen.begin(), chosen.end(), [&](const AgencyId& carrier) {
    return is_idle(turn.desk.carriers.up.at(carrier));
  });
}

std::optional<InFlightEnvelope> find_under_way(Turn& turn, const AgencyId& recipient,
                                               const EnvelopeHash& hash) {
  const auto bytes = delivery::find_in_flight(turn.transaction, recipient, hash);
  return bytes ? parse_message<InFlightEnvelope>(*bytes) : std::nullopt;
}

void add(proto::wire::DepositOffer& offer, const AgencyId& recipient, const EnvelopeHash& hash,
         const InFlightEnvelope& envelope) {
  const auto outside = delivery::Envelope::parse(as_bytes(envelope.envelope()));
  if (!outside) return;
  auto& deposit = *offer.add_deposit();
  deposit.set_hash(hash.str());
  deposit.set_recipient(recipient.str());
  deposit.set_size(static_cast<std::uint32_t>(envelope.envelope().size()));
  deposit.set_expires_at(to_millis(outside->expires_at));
}

void offer_next_lot(Turn& turn, const AgencyId& id, Carriers::Carrier& carrier) {
  const auto link = turn.desk.link_to(id);
  if (!link || !carrier.awaited.empty()) return;
  proto::wire::Frame frame;
  auto& offer = *frame.mutable_deposit_offer();
  std::size_t bytes = 0;
  while (!carrier.to_offer.empty() && offer.deposit_size() < kEnvelopesPerLot && bytes < kBytesPerLot) {
    const auto [recipient, hash] = carrier.to_offer.front();
    carrier.to_offer.pop_front();
    const auto envelope = find_under_way(turn, recipient, hash);
    if (!envelope || turn.desk.link_to(recipient)) continue;
    add(offer, recipient, hash, *envelope);
    bytes += envelope->envelope().size();
    carrier.awaited.insert(hash);
  }
  if (offer.deposit_size() > 0) send_frame(turn, *link, frame);
}

bool may_still_leave(Turn& turn, const AgencyId& recipient, const InFlightEnvelope& envelope) {
  return std::all_of(envelope.item().begin(), envelope.item().end(),
                     [&](const auto& item) { return may_go(turn, recipient, item); });
}

/// Committed before the bytes leave: from now on it may be there. Since it was offered a consent's period may
/// have ended.
void deposit(Turn& turn, const AgencyId& id, Carriers::Carrier& carrier, const EnvelopeHash& hash) {
  const auto link = turn.desk.link_to(id);
  const auto recipient = delivery::recipient_in_flight(turn.transaction, hash);
  const auto envelope = recipient ? find_under_way(turn, *recipient, hash) : std::nullopt;
  if (!link || !envelope) {  // arrived meanwhile
    carrier.awaited.erase(hash);
    return;
  }
  if (!may_still_leave(turn, *recipient, *envelope)) {  // the rest of it is sealed and lined up anew
    carrier.awaited.erase(hash);
    take_back_denied_from(turn, *recipient);
    turn.desk.carriers.lined_up.erase(*recipient);
    return;
  }
  delivery::note_deposit(turn.transaction, hash, id, turn.desk.clock.now());
  const auto number = turn.desk.numbers.give(id, hash);
  turn.effects.push_back(SendFrame{*link, envelope_frame(as_bytes(envelope->envelope()), number)});
}

void refused(Turn& turn, Carriers::Carrier& carrier, const EnvelopeHash& hash) {
  carrier.awaited.erase(hash);
  const auto recipient = delivery::recipient_in_flight(turn.transaction, hash);
  if (!recipient) return;
  carrier.refuses.insert(*recipient);
  turn.desk.carriers.lined_up.erase(*recipient);  // somebody else may take it
}

/// What it keeps is on its way; of acknowledgements nobody will say that they have arrived.
void kept(Turn& turn, const AgencyId& id, Carriers::Carrier& carrier, const EnvelopeHash& hash) {
  if (carrier.awaited.erase(hash) == 0) return;
  const auto recipient = delivery::recipient_in_flight(turn.transaction, hash);
  const auto envelope = recipient ? find_under_way(turn, *recipient, hash) : std::nullopt;
  if (!envelope) return;
  delivery::note_deposit(turn.transaction, hash, id, turn.desk.clock.now());
  if (envelope->unanswered()) take_under_way(turn, *recipient, hash);
}

template <class Each>
void for_each_awaited(const Carriers::Carrier& carrier,
                      const google::protobuf::RepeatedPtrField<std::string>& hashes, Each&& each) {
  for (const auto& bytes : hashes) {
    const auto hash = EnvelopeHash::from(bytes);
    if (hash && carrier.awaited.contains(*hash)) each(*hash);
  }
}

}  // namespace

void carrier_is_up(Turn& turn, const AgencyId& carrier) {
  turn.desk.carriers.up.insert_or_assign(carrier, Carriers::Carrier());
  turn.desk.carriers.lined_up.clear();
  show_recalls(turn, carrier);
}

void carrier_is_gone(Turn& turn, const AgencyId& carrier) {
  if (turn.desk.carriers.up.erase(carrier) > 0) turn.desk.carriers.lined_up.clear();
}

void deposit_what_waits(Turn& turn) {
  Desk& desk = turn.desk;
  if (desk.carriers.up.empty()) return;
  const Duration now = desk.clock.uptime();
  const bool is_time = now >= desk.next_deposit;
  if (is_time) {
    desk.next_deposit = now + kLookEvery;
    look_who_is_off(turn);
  }
  for (const auto& [contact, since] : desk.carriers.off_since) {
    if (now - since < kPatience || desk.link_to(contact)) continue;
    if (is_time || may_go_at_once(turn, contact)) line_up_for(turn, contact);
  }
  for (auto& [id, carrier] : desk.carriers.up) offer_next_lot(turn, id, carrier);
}

std::optional<Duration> next_deposit(const Turn& turn) {
  if (turn.desk.carriers.up.empty()) return std::nullopt;
  return turn.desk.next_deposit;
}

void take_deposit_answer(Turn& turn, const AgencyId& id, const proto::wire::DepositAnswer& answer) {
  const auto found = turn.desk.carriers.up.find(id);
  if (found == turn.desk.carriers.up.end()) return;
  auto& carrier = found->second;
  for_each_awaited(carrier, answer.held(), [&](const auto& hash) { kept(turn, id, carrier, hash); });
  for_each_awaited(carrier, answer.refused(), [&](const auto& hash) { refused(turn, carrier, hash); });
  for_each_awaited(carrier, answer.wanted(),
                   [&](const auto& hash) { turn.desk.wanted[id].push_back({hash, std::nullopt}); });
  offer_next_lot(turn, id, carrier);
}

void deposit_wanted(Turn& turn, const AgencyId& id, const EnvelopeHash& hash) {
  const auto found = turn.desk.carriers.up.find(id);
  if (found == turn.desk.carriers.up.end() || !found->second.awaited.contains(hash)) return;
  deposit(turn, id, found->second, hash);
}

void take_kept(Turn& turn, const AgencyId& id, const EnvelopeHash& hash) {
  const auto found = turn.desk.carriers.up.find(id);
  if (found == turn.desk.carriers.up.end()) return;
  kept(turn, id, found->second, hash);
  offer_next_lot(turn, id, found->second);
}

}  // namespace tasuki::engine
