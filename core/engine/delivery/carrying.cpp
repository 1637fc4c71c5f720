#include "core/engine/delivery/carrying.hpp"

#include <map>
#include <utility>

#include "core/delivery/carried.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/delivery/offering.hpp"
#include "core/engine/delivery/taken.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/record/teams.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::string_view kCarriesByDefault = "psychiatric-hospital";
constexpr int kMostPerFrame = 4096;
/// What a depositor may have been asked for and not handed over yet.
constexpr std::size_t kMostExpected = 4096;

/// The outside of an envelope, as offered or as it is.
struct Parcel {
  AgencyId recipient;
  std::size_t size;
  Time expires_at;
};

bool may_keep(Turn& turn, const AgencyId& depositor, const Parcel& parcel,
              const delivery::CarriedAmount& amount) {
  const Time now = turn.desk.clock.now();
  const AgencyId& recipient = parcel.recipient;
  if (!carries(turn.desk) || turn.desk.disk.low || turn.desk.disk.full) return false;
  if (recipient == depositor || !delivery::is_contact(turn.transaction, recipient)) return false;
  if (parcel.expires_at <= now || parcel.expires_at > now + delivery::kLongestLifetime + delivery::kClockSkew)
    return false;
  if (parcel.size > delivery::kMaxEnvelope || !amount.has_room_for(parcel.size)) return false;
  return share_a_team(turn, depositor, recipient);
}

void refuse(Turn& turn, const AgencyId& depositor, const EnvelopeHash& hash) {
  const auto link = turn.desk.link_to(depositor);
  if (!link) return;
  proto::wire::Frame frame;
  frame.mutable_deposit_answer()->add_refused(hash.str());
  send_frame(turn, *link, frame);
}

}  // namespace

bool carries(const Desk& desk) {
  return desk.settings.carry.value_or(desk.identity->kind == kCarriesByDefault);
}

void take_deposit_offer(Turn& turn, const AgencyId& depositor, const proto::wire::DepositOffer& offer) {
  const auto link = turn.desk.link_to(depositor);
  if (!link || offer.deposit_size() > kMostPerFrame) return;
  auto amount = delivery::carried_from(turn.transaction, depositor);
  auto& expected = turn.desk.expected[depositor];
  proto::wire::Frame frame;
  auto& answer = *frame.mutable_deposit_answer();
  for (const auto& deposit : offer.deposit()) {
    const auto hash = EnvelopeHash::from(deposit.hash());
    const auto recipient = AgencyId::from(deposit.recipient());
    if (!hash || !recipient) continue;
    const Parcel parcel{*recipient, deposit.size(), from_millis(deposit.expires_at())};
    if (delivery::is_known_carried(turn.transaction, *hash)) {
      answer.add_held(hash->str());
    } else if (expected.size() < kMostExpected && may_keep(turn, depositor, parcel, amount)) {
      answer.add_wanted(hash->str());
      expected.insert(*hash);
      ++amount.envelopes;
      amount.bytes += parcel.size;
    } else {
      answer.add_refused(hash->str());
    }
  }
  send_frame(turn, *link, frame);
}

void take_deposit(Turn& turn, const Handed& handed, const proto::wire::Envelope& message) {
  const auto envelope = delivery::Envelope::from_proto(message);
  if (!envelope) return;
  const auto& [depositor, number, hash] = handed;
  if (turn.desk.expected[depositor].erase(hash) == 0)
    return not_taken(turn, handed, std::nullopt,
                     std::string(reason_code(delivery::CannotOpenReason::OtherRecipient)));
  if (!delivery::is_known_carried(turn.transaction, hash)) {
    const Parcel parcel{envelope->recipient, message.ByteSizeLong(), envelope->expires_at};
    if (!may_keep(turn, depositor, parcel, delivery::carried_from(turn.transaction, depositor)))
      return refuse(turn, depositor, hash);
    delivery::keep_carried(turn.transaction, *envelope, depositor, turn.desk.clock.now());
    offer_one_carried(turn, envelope->recipient, hash, parcel.size);
  }
  acknowledge(turn, depositor, number);
}

void take_recall(Turn& turn, const AgencyId& peer, const proto::wire::Recall& recall) {
  const auto link = turn.desk.link_to(peer);
  if (!link || recall.key_size() > kMostPerFrame) return;
  proto::wire::Frame frame;
  for (const auto& key : recall.key()) {
    delivery::recall_carried(turn.transaction, as_bytes(key));
    frame.mutable_recalled()->add_recall_tag(delivery::recall_tag(as_bytes(key)).str());
  }
  send_frame(turn, *link, frame);
}

void drop_what_no_team_shares(Turn& turn) {
  std::map<std::pair<AgencyId, AgencyId>, bool> share;
  for (const auto& envelope : delivery::all_carried(turn.transaction)) {
    const auto [known, is_new] = share.try_emplace({envelope.depositor, envelope.recipient});
    if (is_new) known->second = share_a_team(turn, envelope.depositor, envelope.recipient);
    if (!known->second) delivery::handed_over(turn.transaction, envelope.recipient, envelope.hash);
  }
}

void clear_shelf(Turn& turn) {
  delivery::forget_expired_carried(turn.transaction, turn.desk.clock.now());
  drop_what_no_team_shares(turn);
}

}  // namespace tasuki::engine
