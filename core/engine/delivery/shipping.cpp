#include "core/engine/delivery/shipping.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/crypto/hash.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/governance_wants.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/peer_holdings.hpp"
#include "core/record/team_state.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::string_view kCardVersionDomain = "tasuki/1/card-version";

Bytes holds_key(const AgencyId& peer, ByteView thing) { return concat({peer.bytes(), thing}); }

/// What a peer holds of a card is this very version of it.
crypto::Digest version_of(Transaction& transaction, const AgencyId& agency) {
  Bytes all;
  for (const auto& card : record::signed_cards_of(transaction, agency)) append(all, card.payload);
  if (const auto whereabouts = record::signed_whereabouts_of(transaction, agency))
    append(all, whereabouts->payload);
  if (const auto prekey = delivery::kept_prekey(transaction, agency)) append(all, prekey->payload);
  return crypto::hash(kCardVersionDomain, {all});
}

void put_in(Turn& turn, const AgencyId& peer, delivery::Lane lane, proto::state::OutboxItem item) {
  item.set_since(to_millis(turn.desk.clock.now()));
  item.set_phone(lane == delivery::Lane::First);
  item.set_unhurried(lane == delivery::Lane::Unhurried);
  delivery::enqueue(turn.transaction, peer, lane, item);
}

/// What waits is filled when it goes, with the newest that is known then. Looks at the front of the queue
/// only: an agency that moves often shall not fill it.
bool is_waiting(Transaction& transaction, const AgencyId& peer, const AgencyId& agency) {
  constexpr std::size_t kLookedAt = 64;
  const auto waiting = delivery::next_items(transaction, peer, kLookedAt);
  return std::any_of(waiting.begin(), waiting.end(), [&](const delivery::Queued& queued) {
    const auto item = parse_message<proto::state::OutboxItem>(queued.item);
    return item && AgencyId::from(item->card_of()) == agency;
  });
}

/// In the shipment's order: what checks a record goes ahead of it.
void ship(Turn& turn, const AgencyId& peer, const record::Shipment& shipment) {
  record::note_holdings(turn.transaction, peer, shipment);
  proto::state::OutboxItem item;
  for (const auto& agency : shipment.cards) {
    item.set_card_of(agency.str());
    put_in(turn, peer, delivery::Lane::First, item);
  }
  for (const auto& certificate : shipment.certificates) {
    item.set_certificate(certificate.str());
    put_in(turn, peer, delivery::Lane::First, item);
  }
  for (const auto& certificate : shipment.ends) {
    item.set_certificate_end(certificate.str());
    put_in(turn, peer, delivery::Lane::First, item);
  }
  for (const auto& id : shipment.records) {
    item.set_record(id.str());
    put_in(turn, peer, delivery::Lane::First, item);
  }
}

}  // namespace

bool is_held(Transaction& transaction, const AgencyId& peer, ByteView thing) {
  return transaction.contains(Table::PeerHolds, holds_key(peer, thing));
}

void note_held(Transaction& transaction, const AgencyId& peer, ByteView thing) {
  transaction.put(Table::PeerHolds, holds_key(peer, thing), {});
}

void forget_held(Transaction& transaction, const AgencyId& peer, ByteView thing) {
  transaction.erase(Table::PeerHolds, holds_key(peer, thing));
}

void ship_governance(Turn& turn, const AgencyId& peer, const TeamId& team) {
  if (!team_state(turn, team)->is_member(peer)) return tell_removals(turn, peer, team);
  if (!turn.desk.shipped.ledgers.emplace(peer, team).second) return;
  ship(turn, peer, record::governance_lacked_by(turn.transaction, team, peer));
}

void ship_wanted_governance(Turn& turn, const AgencyId& peer, const TeamId& team,
                            const std::vector<RecordId>& wanted) {
  ship(turn, peer, record::governance_wanted_by(turn.transaction, team, peer, wanted));
}

void ship_card(Turn& turn, const AgencyId& peer, const AgencyId& agency) {
  if (agency == peer && !record::has_lived_before(turn.transaction, peer)) return;
  if (!turn.desk.shipped.cards.emplace(peer, agency).second) return;
  // Our newest goes with every greeting.
  if (agency == turn.desk.agency() && record::signed_cards_of(turn.transaction, agency).size() == 1) return;
  const auto version = version_of(turn.transaction, agency);
  if (is_held(turn.transaction, peer, version)) return;
  note_held(turn.transaction, peer, version);
  if (is_waiting(turn.transaction, peer, agency)) return;
  proto::state::OutboxItem item;
  item.set_card_of(agency.str());
  put_in(turn, peer, delivery::Lane::First, std::move(item));
}

void announce_whereabouts(Turn& turn) {
  const auto& own = turn.desk.agency();
  const auto version = version_of(turn.transaction, own);
  turn.desk.shipped.cards.clear();
  for (const auto& peer : delivery::list_contacts(turn.transaction)) {
    note_held(turn.transaction, peer, version);
    if (is_waiting(turn.transaction, peer, own)) continue;
    proto::state::OutboxItem item;
    item.set_card_of(own.str());
    put_in(turn, peer, delivery::Lane::Ordinary, std::move(item));
  }
}

void note_card_held(Transaction& transaction, const AgencyId& peer, const AgencyId& agency,
                    const proto::wire::CardShare& share) {
  const auto cards = record::signed_cards_of(transaction, agency);
  const auto whereabouts = record::signed_whereabouts_of(transaction, agency);
  const auto prekey = delivery::kept_prekey(transaction, agency);
  const bool has_all =
      cards.size() == static_cast<std::size_t>(share.earlier_size()) + 1 &&
      equal(cards.back().payload, as_bytes(share.card().payload())) &&
      (!whereabouts || equal(whereabouts->payload, as_bytes(share.whereabouts().payload()))) &&
      (!prekey || equal(prekey->payload, as_bytes(share.prekey().payload())));
  if (has_all) note_held(transaction, peer, version_of(transaction, agency));
}

void ship_certificate(Turn& turn, const AgencyId& peer, const CertificateHash& certificate,
                      const AgencyId& author) {
  ship_card(turn, peer, author);
  const bool is_known_there = author == peer && !record::has_lived_before(turn.transaction, peer);
  if (certificate.is_zero() || is_known_there || is_held(turn.transaction, peer, certificate.bytes())) return;
  note_held(turn.transaction, peer, certificate.bytes());
  proto::state::OutboxItem item;
  item.set_certificate(certificate.str());
  put_in(turn, peer, delivery::Lane::First, std::move(item));
  if (record::find_certificate_end(turn.transaction, certificate))
    ship_certificate_end(turn, peer, certificate);
}

void ship_certificate_end(Turn& turn, const AgencyId& peer, const CertificateHash& certificate) {
  proto::state::OutboxItem item;
  item.set_certificate_end(certificate.str());
  put_in(turn, peer, delivery::Lane::First, std::move(item));
}

void announce_certificate_end(Turn& turn, const CertificateHash& certificate) {
  for (const auto& contact : delivery::list_contacts(turn.transaction)) {
    if (is_held(turn.transaction, contact, certificate.bytes()))
      ship_certificate_end(turn, contact, certificate);
  }
}

std::vector<record::StaffCertificateEnd> ends_known_to(Turn& turn, const AgencyId& peer) {
  auto ends = record::certificate_ends(turn.transaction);
  std::erase_if(ends, [&](const record::StaffCertificateEnd& end) {
    return end.agency != peer && !is_held(turn.transaction, peer, end.certificate.bytes());
  });
  return ends;
}

void ship_ends(Turn& turn, const AgencyId& peer, const std::vector<record::StaffCertificateEnd>& ends) {
  for (const auto& end : ends) ship_certificate(turn, peer, end.certificate, end.agency);
}

void ship_statement(Turn& turn, const AgencyId& peer, const RecordId& id, const CertificateHash& certificate,
                    delivery::Lane lane) {
  ship_certificate(turn, peer, certificate, turn.desk.agency());
  proto::state::OutboxItem item;
  item.set_record(id.str());
  put_in(turn, peer, lane, std::move(item));
}

void ship_to_be_handed_on(Turn& turn, const AgencyId& author, const RecordId& id,
                          const CertificateHash& certificate, const std::vector<AgencyId>& readers,
                          delivery::Lane lane) {
  ship_certificate(turn, author, certificate, turn.desk.agency());
  proto::state::OutboxItem item;
  item.set_record(id.str());
  for (const auto& reader : readers) item.add_relay_to(reader.str());
  put_in(turn, author, lane, std::move(item));
}

// Its reader knows it by its id, so nothing is remembered of a record that nearly always comes once.
void hand_on(Turn& turn, const AgencyId& reader, const record::SignedRecord& record, delivery::Lane lane) {
  ship_certificate(turn, reader, record.record.staff_certificate, record.record.author);
  proto::state::OutboxItem item;
  item.set_record(record.id.str());
  put_in(turn, reader, lane, std::move(item));
}

void ship_record(Turn& turn, const AgencyId& peer, const record::SignedRecord& record, delivery::Lane lane) {
  if (is_held(turn.transaction, peer, record.id.bytes())) return;
  note_held(turn.transaction, peer, record.id.bytes());
  ship_certificate(turn, peer, record.record.staff_certificate, record.record.author);
  proto::state::OutboxItem item;
  item.set_record(record.id.str());
  put_in(turn, peer, lane, std::move(item));
}

}  // namespace tasuki::engine
