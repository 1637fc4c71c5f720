#include "core/engine/delivery/outgoing_item.hpp"

#include "core/care/consent.hpp"
#include "core/delivery/outbox.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/care/notes_out.hpp"
#include "core/engine/delivery/catch_up.hpp"
#include "core/engine/delivery/shared_content.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/introducing.hpp"
#include "core/engine/record/successions.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/peer_holdings.hpp"
#include "core/record/record_store.hpp"
#include "core/record/team_state.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using proto::state::OutboxItem;
using proto::wire::Item;

/// Whoever has left is told so, with what that stands on, and nothing beside or behind it.
bool ends_its_membership(Turn& turn, const record::TeamState& state, const AgencyId& peer,
                         const RecordId& record) {
  if (!state.former_members.contains(peer)) return false;
  const auto removals = record::removals_of(turn.transaction, state, peer);
  return !record::up_to(turn.transaction, removals, {record}).empty();
}

/// Our own label goes by consent; another's goes back to its author only.
bool record_may_go(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const TeamId team = record::team_of(record);
  const auto state = team_state(turn, team);
  if (record::is_governance(record.record.kind))
    return state->is_member(peer) || ends_its_membership(turn, *state, peer, record.id);
  if (!state->is_member(peer) || is_unverified(turn, *state, peer)) return false;
  if (!may_have_note(turn, peer, record)) return false;
  const bool is_our_label =
      record.record.kind == record::Kind::Label && record.record.author == turn.desk.agency();
  return !is_our_label || may_have_label(turn, peer, team);
}

/// What came back to its sender is not released any more.
bool message_may_go(Turn& turn, const AgencyId& peer, const MessageRecord& message) {
  return !is_undeliverable(turn.transaction, message.id, peer) && may_still_go(turn, peer, message);
}

bool fill_message(Turn& turn, const AgencyId& peer, const RecordId& id, OutboxItem& item, Item& out) {
  const auto stored = record::find_record(turn.transaction, id);
  const auto message =
      stored ? read_message(stored->record) : Result<MessageRecord>(EngineError::UnknownMessage);
  if (!message || !message_may_go(turn, peer, *message)) {
    item_denied(turn, peer, item);
    return false;
  }
  if (item.again() || message->content.recipients.size() == 1) {
    record::to_proto(stored->record, *out.mutable_record());
    return true;
  }
  item.set_shared(true);
  share_content(turn, stored->record, *out.mutable_content());
  return true;
}

bool fill_record(Turn& turn, const AgencyId& peer, const RecordId& id, const OutboxItem& item, Item& out) {
  const auto stored = record::find_record(turn.transaction, id);
  if (!stored || !record_may_go(turn, peer, stored->record)) {
    item_denied(turn, peer, item);
    return false;
  }
  const auto& record = stored->record;
  if (item.relay_to().empty()) {
    record::to_proto(record, *out.mutable_record());
  } else {
    record::to_proto(record, *out.mutable_relay()->mutable_record());
    *out.mutable_relay()->mutable_to() = item.relay_to();
  }
  return true;
}

bool fill_signed(const std::optional<record::SignedBytes>& bytes, proto::record::Signed* out) {
  if (!bytes) return false;
  *out = record::to_proto(*bytes);
  return true;
}

}  // namespace

bool may_still_go(Turn& turn, const AgencyId& peer, const MessageRecord& message) {
  const auto* recipient = message.content.find(peer);
  if (recipient == nullptr) return false;
  const auto state = team_state(turn, message.team);
  // To protect a life as well: nobody here knows whether it is the one.
  if (is_unverified(turn, *state, peer)) return false;
  if (recipient->consents.empty()) return state->is_member(peer) && state->is_member(message.author);
  const auto decisions = care::decide(*state, {turn.desk.agency(),
                                               {peer},
                                               message.content.categories,
                                               message.content.purpose,
                                               turn.desk.clock.now()});
  return decisions.front().permitted;
}

bool may_go(Turn& turn, const AgencyId& peer, const OutboxItem& item) {
  if (item.has_message()) {
    const auto message = load_message(turn.transaction, *RecordId::from(item.message()));
    return !message || message_may_go(turn, peer, *message);
  }
  if (item.has_record()) {
    const auto stored = record::find_record(turn.transaction, *RecordId::from(item.record()));
    return !stored || record_may_go(turn, peer, stored->record);
  }
  return true;
}

bool is_withheld(Turn& turn, const AgencyId& peer, const OutboxItem& item) {
  const auto stored = item.has_record()
                          ? record::find_record(turn.transaction, *RecordId::from(item.record()))
                          : std::nullopt;
  if (!stored || record::is_governance(stored->record.record.kind)) return false;
  const auto state = team_state(turn, record::team_of(stored->record));
  return state->is_member(peer) && is_unverified(turn, *state, peer);
}

void item_denied(Turn& turn, const AgencyId& peer, const OutboxItem& item) {
  if (is_withheld(turn, peer, item))
    return delivery::enqueue(turn.transaction, peer, delivery::Lane::Withheld, item);
  promise_broken(turn, peer, item);
  // A label comes when consent is given again; whoever has it already takes it for what it is.
  if (item.has_record()) return forget_held(turn.transaction, peer, as_bytes(item.record()));
  if (!item.has_message()) return;
  const auto message = load_message(turn.transaction, *RecordId::from(item.message()));
  if (!message) return;
  // What goes to somebody who may have had it before is not known never to have arrived.
  const bool may_be_there = item.may_have_left() || item.again();
  may_be_there ? recalled(turn, *message, peer) : never_left(turn, *message, peer);
}

bool fill_card(Transaction& transaction, const AgencyId& agency, proto::wire::CardShare& out) {
  const auto cards = record::signed_cards_of(transaction, agency);
  if (cards.empty()) return false;
  *out.mutable_card() = record::to_proto(cards.back());
  for (auto earlier = cards.begin(); earlier != cards.end() - 1; ++earlier) {
    *out.add_earlier() = record::to_proto(*earlier);
  }
  if (const auto whereabouts = record::signed_whereabouts_of(transaction, agency)) {
    *out.mutable_whereabouts() = record::to_proto(*whereabouts);
  }
  if (const auto prekey = delivery::kept_prekey(transaction, agency))
    *out.mutable_prekey() = record::to_proto(*prekey);
  return true;
}

bool fill_item(Turn& turn, const AgencyId& peer, OutboxItem& item, Item& out) {
  switch (item.kind_case()) {
    case OutboxItem::kMessage:
      return fill_message(turn, peer, *RecordId::from(item.message()), item, out);
    case OutboxItem::kRecord:
      return fill_record(turn, peer, *RecordId::from(item.record()), item, out);
    case OutboxItem::kCertificate:
      return fill_signed(
          record::signed_certificate(turn.transaction, *CertificateHash::from(item.certificate())),
          out.mutable_certificate());
    case OutboxItem::kCertificateEnd:
      return fill_signed(
          record::signed_certificate_end(turn.transaction, *CertificateHash::from(item.certificate_end())),
          out.mutable_certificate_end());
    case OutboxItem::kCardOf:
      return fill_card(turn.transaction, *AgencyId::from(item.card_of()), *out.mutable_card());
    case OutboxItem::kWant:
      *out.mutable_want() = item.want();
      return true;
    case OutboxItem::kCatchUpRequest:
      *out.mutable_catch_up_request() = item.catch_up_request();
      return true;
    case OutboxItem::kCatchUpOffer:
      *out.mutable_catch_up_offer() = item.catch_up_offer();
      return true;
    case OutboxItem::kIntroductionOf:
      return fill_introduction(turn, peer, *AgencyId::from(item.introduction_of()),
                               *out.mutable_introduction());
    case OutboxItem::kReceived:
      *out.mutable_received() = item.received();
      return true;
    case OutboxItem::KIND_NOT_SET:
      return false;
  }
  return false;
}

void item_arrived(Turn& turn, const OutboxItem& item) {
  if (item.shared()) content_arrived(turn.transaction, *RecordId::from(item.message()));
}

}  // namespace tasuki::engine
