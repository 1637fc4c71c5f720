#include "core/engine/delivery/incoming.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/cannot_open.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/envelope.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/relay.hpp"
#include "core/engine/care/take_care_record.hpp"
#include "core/engine/delivery/carrying.hpp"
#include "core/engine/delivery/catch_up.hpp"
#include "core/engine/delivery/early.hpp"
#include "core/engine/delivery/shared_content.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/delivery/taken.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/introduced.hpp"
#include "core/engine/links/later_life.hpp"
#include "core/engine/links/peer_life.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/record/governance.hpp"
#include "core/engine/record/governance_wants.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/check.hpp"
#include "core/record/number_store.hpp"
#include "core/record/record_store.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using proto::wire::Item;

/// Of an envelope that cannot be opened: whom its box names, if it is ours.
std::optional<AgencyId> named_sender(Turn& turn, const proto::wire::Envelope& message) {
  const auto envelope = delivery::Envelope::from_proto(message);
  if (!envelope) return std::nullopt;
  const auto unsealed = delivery::unseal(own_keys(*turn.desk.identity), *envelope);
  if (!unsealed) return std::nullopt;
  return unsealed->part.sender;
}

Result<delivery::OpenedEnvelope> open_envelope(Turn& turn, const proto::wire::Envelope& message) {
  TRY(const auto envelope, delivery::Envelope::from_proto(message));
  return turn.desk.envelopes->open(turn.transaction, envelope, turn.desk.clock.now());
}

/// Whether there was more than acknowledgements in it.
bool take_payload(Turn& turn, const AgencyId& peer, ByteView bytes) {
  const auto payload = parse_message<proto::wire::EnvelopePayload>(bytes);
  if (!payload) return false;
  bool more = false;
  for (const auto& item : payload->item()) {
    Savepoint savepoint(turn.transaction);
    take_item(turn, peer, item);
    savepoint.keep();
    more = more || !item.has_received();
  }
  return more;
}

void take_certificate(Turn& turn, const AgencyId& peer, const proto::record::Signed& message) {
  const auto bytes = record::from_proto(message);
  const auto hash = bytes ? record::keep_certificate(turn.transaction, *bytes) : bytes.error();
  if (!hash) return;
  note_held(turn.transaction, peer, hash->bytes());
  take_governance_that_waited(turn, hash->bytes());
  take_what_waited_for(turn, hash->bytes());
}

/// Each by itself: one that does not hold takes nothing from the others.
void keep_earlier_cards(Transaction& transaction, const AgencyId& agency,
                        const proto::wire::CardShare& share) {
  const int count = std::min(share.earlier_size(), static_cast<int>(record::kIncarnationLimit) - 1);
  for (int i = 0; i < count; ++i) {
    const auto bytes = record::from_proto(share.earlier(i));
    const auto card = bytes ? record::read_card(bytes->payload) : bytes.error();
    if (card && card->agency == agency) (void)record::keep_card(transaction, *bytes);
  }
}

/// True: they told something new.
bool keep_whereabouts(Transaction& transaction, const record::Card& card,
                      const proto::wire::CardShare& share) {
  if (!share.has_whereabouts()) return false;
  const auto bytes = record::from_proto(share.whereabouts());
  const auto claimed = bytes ? record::read_whereabouts(bytes->payload) : bytes.error();
  if (!claimed || claimed->agency != card.agency) return false;
  const auto kept = record::keep_whereabouts(transaction, *bytes);
  return kept && *kept;
}

/// The same. Of contacts alone: nothing is begun with others.
bool keep_prekey(Turn& turn, const AgencyId& agency, const proto::wire::CardShare& share) {
  if (!share.has_prekey() || !delivery::is_contact(turn.transaction, agency)) return false;
  const auto keys = turn.desk.directory.keys_of(turn.transaction, agency);
  const auto bytes = record::from_proto(share.prekey());
  if (!keys || !bytes) return false;
  const auto kept = delivery::accept_prekey(turn.transaction, *keys, *bytes);
  return kept && *kept;
}

void take_card(Turn& turn, const AgencyId& peer, const proto::wire::CardShare& share) {
  const auto bytes = record::from_proto(share.card());
  const auto card = bytes ? record::open_card(*bytes) : bytes.error();
  if (!card) return;
  // Of ourselves: a life of this agency's that the copy from which we live does not know.
  const bool is_own = card->agency == turn.desk.agency();
  if (is_own) note_later_life(turn, *bytes);
  const auto before = known_incarnation(turn.transaction, card->agency);
  if (!record::keep_card(turn.transaction, *bytes)) return;
  keep_earlier_cards(turn.transaction, card->agency, share);
  const bool moved = !is_own && keep_whereabouts(turn.transaction, *card, share);
  const bool has_prekey = !is_own && keep_prekey(turn, card->agency, share);
  turn.desk.shipped.cards.clear();
  note_card_held(turn.transaction, peer, card->agency, share);
  note_card_kept(turn, card->agency, before);
  if (moved) note_whereabouts_kept(turn, card->agency);
  if (has_prekey) note_prekey_kept(turn, card->agency);
  take_governance_that_waited(turn, card->agency.bytes());
  take_what_waited_for(turn, card->agency.bytes());
}

void take_record(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  if (record::is_governance(record.record.kind)) return take_governance(turn, peer, record);
  const auto standing = record::check_record(turn.transaction, record, &turn.desk.signatures);
  if (!standing) return missed_is_refused(turn, peer, record);
  switch (*standing) {
    case record::Standing::Accepted:
      take_care_record(turn, peer, record);
      return missed_has_come(turn, peer, record);
    case record::Standing::WaitingForCertificate:
      return keep_until(turn, record.record.staff_certificate.bytes(), peer, record);
    case record::Standing::WaitingForCard:
      return keep_until(turn, record.record.author.bytes(), peer, record);
  }
}

/// Who must not take an acknowledgement for an arrival: the sender of what cannot be opened.
std::optional<AgencyId> take_own_envelope(Turn& turn, const Handed& handed,
                                          const proto::wire::Envelope& message) {
  const auto opened = open_envelope(turn, message);
  if (opened) {
    const bool answered = take_payload(turn, opened->sender, opened->payload);
    taken(turn, handed, opened->sender, answered);
    return std::nullopt;
  }
  if (const auto reason = delivery::reason_to_tell(opened.error())) {
    const auto sender = named_sender(turn, message);
    not_taken(turn, handed, sender, *reason);
    return sender.value_or(handed.peer);
  }
  taken_again(turn, handed, delivery::sender_of_seen(turn.transaction, handed.hash).value_or(handed.peer));
  return std::nullopt;
}

}  // namespace

void take_envelope(Turn& turn, const AgencyId& peer, const proto::wire::Envelope& message,
                   delivery::LinkNumber number) {
  const Handed handed{peer, number, delivery::hash_of(message)};
  const auto recipient = AgencyId::from(message.recipient());
  if (recipient && *recipient != turn.desk.agency()) return take_deposit(turn, handed, message);
  const auto offered_by = turn.desk.offers.arrived(handed.hash, turn.desk.clock.uptime());
  const auto told_otherwise = take_own_envelope(turn, handed, message);
  for (const auto& [other, its_number] : offered_by) {  // who keep it: its sender, or a copy
    if (other != told_otherwise) acknowledge(turn, other, its_number);
  }
}

void take_item(Turn& turn, const AgencyId& peer, const Item& item) {
  switch (item.kind_case()) {
    case Item::kRecord:
      if (const auto record = record::from_proto(item.record())) take_record(turn, peer, *record);
      return;
    case Item::kContent:
      if (const auto record = open_content(item.content())) take_record(turn, peer, *record);
      return;
    case Item::kCertificate:
      return take_certificate(turn, peer, item.certificate());
    case Item::kCertificateEnd:
      if (const auto end = record::from_proto(item.certificate_end())) take_certificate_end(turn, peer, *end);
      return;
    case Item::kCard:
      return take_card(turn, peer, item.card());
    case Item::kWant:
      return take_want(turn, peer, item.want());
    case Item::kRelay:
      return take_relay(turn, peer, item.relay());
    case Item::kCatchUpRequest:
      return answer_catch_up(turn, peer, item.catch_up_request());
    case Item::kCatchUpOffer:
      return take_catch_up_offer(turn, peer, item.catch_up_offer());
    case Item::kIntroduction:
      return take_introduction(turn, peer, item.introduction());
    case Item::kReceived:
      return take_received(turn, peer, item.received());
    case Item::KIND_NOT_SET:
      return;  // a newer version's
  }
}

void keep_until(Turn& turn, ByteView missing, const AgencyId& peer, const record::SignedRecord& record) {
  keep_early(turn, missing, {peer, peer}, record);
}

void take_what_waited_for(Turn& turn, ByteView arrived) {
  for (const auto& early : take_early(turn, arrived)) take_record(turn, early.peer, early.record);
}

void store_received(Turn& turn, const record::SignedRecord& record, const AgencyId& from) {
  record::put_record(turn.transaction, {record, turn.desk.clock.now(), from});
  keep_number(turn, record);
}

void keep_number(Turn& turn, const record::SignedRecord& record) {
  const auto first = record::keep_number(turn.transaction, record);
  if (first) note(turn, audit::number_reused(record.record.author, *first, record.id));
}

}  // namespace tasuki::engine
