#include "core/engine/links/contact_link.hpp"

#include <algorithm>

#include "core/delivery/contact.hpp"
#include "core/delivery/invitation.hpp"
#include "core/engine/delivery/frontiers.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/links/introduced.hpp"
#include "core/engine/links/later_life.hpp"
#include "core/engine/links/peer_clocks.hpp"
#include "core/engine/links/peers.hpp"
#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using delivery::PairingError;

constexpr std::string_view kPskPrintDomain = "tasuki/1/psk-print";

void look_whether_gone(Turn& turn, const AgencyId& peer) {
  if (!turn.desk.link_to(peer)) peer_is_gone(turn, peer);
}

/// A contact that does not know our keys is met like one that is being paired, under what we share already.
Dial dial_to(Turn& turn, const delivery::Contact& contact, const record::KnownAgency& known) {
  if (contact.trust == delivery::Trust::Introduced) {
    auto dials = dials_to_introduced(turn, contact, known);
    return std::move(dials[turn.desk.peers.turned_down[contact.agency] % dials.size()]);
  }
  Dial dial{contact.agency,
            LinkMode::Contact,
            known.whereabouts->endpoints,
            known.card.incarnation.transport_key,
            delivery::contact_psk(contact.pair_secret, contact.trust),
            {}};
  if (!contact.renewing) return dial;
  dial.mode = LinkMode::Pairing;
  dial.psk = delivery::renewal_psk(contact.pair_secret, contact.trust);
  dial.invitation = delivery::renewal_id(contact.pair_secret, contact.trust, turn.desk.agency());
  return dial;
}

void dial(Turn& turn, const AgencyId& peer) {
  delivery::Links& links = *turn.desk.links;
  const auto contact = delivery::load_contact(turn.transaction, peer);
  const auto known = record::find_known_agency(turn.transaction, peer);
  if (!contact || !known || !known->whereabouts || known->whereabouts->endpoints.empty())
    return links.cannot_dial(peer);
  if (!begin_dial(turn, dial_to(turn, *contact, *known), LinkMode::Contact)) {
    links.dial_failed(peer, turn.desk.clock.uptime(), turn.desk.random);
  }
}

void ping(Turn& turn, ConnectionId connection) {
  proto::wire::Frame frame;
  frame.mutable_ping()->set_number(++turn.desk.peers.last_ping);
  send_frame(turn, connection, frame);
}

void drop(Turn& turn, const delivery::DropLink& drop) {
  turn.effects.push_back(Disconnect{drop.connection, std::string(drop.reason)});
  const auto link = turn.desk.peers.contacts.extract(drop.connection);
  if (!link.empty()) look_whether_gone(turn, link.mapped().peer);
}

void carry_out(Turn& turn, const delivery::LinkActions& actions) {
  for (const auto& action : actions) {
    if (const auto* wanted = std::get_if<delivery::DialPeer>(&action)) dial(turn, wanted->peer);
    if (const auto* silent = std::get_if<delivery::SendPing>(&action)) ping(turn, silent->connection);
    if (const auto* dead = std::get_if<delivery::DropLink>(&action)) drop(turn, *dead);
  }
}

/// Whether this side gave out the invitation of a pairing that is not finished.
bool is_inviting(Transaction& transaction, const delivery::Contact& contact) {
  return contact.unfinished && delivery::load_issued(transaction, *contact.unfinished);
}

bool comes_with_an_earlier_key(Transaction& transaction, const LinkUp& link, const AgencyId& peer) {
  const auto known = record::find_known_agency(transaction, peer);
  return !link.initiator && known && known->card.incarnation.transport_key != link.remote_static;
}

/// The first time as contacts, or in a new life of either: what was left of their pairing ends.
void meet(Turn& turn, delivery::Contact contact, const crypto::DhPublicKey& transport_key) {
  if (!contact.unfinished && !contact.renewing && contact.transport_key == transport_key) return;
  if (contact.unfinished) {
    delivery::spend_invitation(turn.transaction, *contact.unfinished);
    turn.desk.peers.accepting.met(turn, contact.agency, *contact.unfinished);
  }
  contact.unfinished.reset();
  contact.renewing = false;
  contact.transport_key = transport_key;
  delivery::save_contact(turn.transaction, contact);
}

Result<> take_hello(Turn& turn, const PeerLinks::ContactLink& link, const proto::wire::Frame& frame) {
  if (!frame.has_hello()) return PairingError::UnexpectedFrame;
  TRY(const auto hello, delivery::open_hello(frame.hello(), link.facts, turn.desk.agency(), link.peer));
  auto contact = delivery::load_contact(turn.transaction, link.peer);
  if (!contact) return PairingError::UnknownContact;
  // The invitation is spent only by a link under the secret that is kept now: that one is kept at the other
  // side too.
  const bool is_current =
      link.psk == print_of_psk(delivery::contact_psk(contact->pair_secret, contact->trust));
  if (is_inviting(turn.transaction, *contact) && !is_current) return PairingError::PairingInterrupted;
  Savepoint savepoint(turn.transaction);
  TRY_VOID(keep_greeting(turn, hello));
  meet(turn, std::move(*contact), link.facts.remote_static);
  savepoint.keep();
  note_peer_clock(turn.desk, link.peer, from_millis(frame.hello().clock()));
  compare_frontiers(turn, link.peer, frame.hello());
  auto& carries = turn.desk.peers.carries;
  frame.hello().carries() ? void(carries.insert(link.peer)) : void(carries.erase(link.peer));
  return {};
}

/// Whoever is refused as an old copy is shown the life that is known, so that it can be led to a new one.
void refuse_greeting(Turn& turn, ConnectionId connection, const AgencyId& peer, const Error& reason) {
  proto::wire::Refusal refusal;
  const auto cards = record::signed_cards_of(turn.transaction, peer);
  if (reason.is(PairingError::OutdatedCard) && !cards.empty())
    *refusal.mutable_card() = record::to_proto(cards.back());
  refuse_link(turn, connection, reason, refusal);
}

void take_refusal(Turn& turn, const proto::wire::Refusal& refusal) {
  if (!refusal.has_card()) return;
  if (const auto card = record::from_proto(refusal.card())) note_later_life(turn, *card);
}

void close_ungreeted(Turn& turn, ConnectionId connection, const AgencyId& peer, std::string_view reason) {
  turn.desk.peers.last_error.insert_or_assign(peer, std::string(reason));
  turn.desk.peers.contacts.erase(connection);
  turn.desk.links->link_down(connection, turn.desk.clock.uptime(), turn.desk.random);
}

void take_first_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame) {
  const PeerLinks::ContactLink link = turn.desk.peers.contacts.at(connection);
  if (frame.has_refusal()) {
    turn.effects.push_back(Disconnect{connection, "refused"});
    take_refusal(turn, frame.refusal());
    return close_ungreeted(turn, connection, link.peer, "refused-by-peer");
  }
  if (const auto taken = take_hello(turn, link, frame); !taken) {
    refuse_greeting(turn, connection, link.peer, taken.error());
    return close_ungreeted(turn, connection, link.peer, taken.error().name());
  }
  turn.desk.peers.last_error.erase(link.peer);
  if (!link.is_greeted_back) send_hello(turn, connection, link.facts, link.peer);
  carry_out(turn, turn.desk.links->proven(connection, turn.desk.clock.uptime()));
  // Of two links, this one may be the one that went.
  if (turn.desk.link_to(link.peer) != connection) return;
  turn.desk.peers.turned_down.erase(link.peer);
  secret_was_shown(turn, link.peer, link.psk);
  peer_is_ready(turn, link.peer);
}

}  // namespace

crypto::Digest print_of_psk(const Secret<32>& psk) { return crypto::hash(kPskPrintDomain, {psk.reveal()}); }

void contact_link_up(Turn& turn, const LinkUp& link, const AgencyId& peer,
                     const std::optional<crypto::Digest>& psk) {
  const auto facts = facts_of(link);
  const auto contact = delivery::load_contact(turn.transaction, peer);
  // The inviting side of an unfinished pairing speaks second, so that its Hello says: finished.
  // So does who is met anew: its Hello says that it has taken the other's new keys.
  // And whoever comes with a key of an earlier life is refused before it learns anything.
  const bool is_met_anew = link.mode == LinkMode::Pairing && !link.initiator;
  const bool speaks_first = !is_met_anew && !comes_with_an_earlier_key(turn.transaction, link, peer) &&
                            (!contact || !is_inviting(turn.transaction, *contact));
  turn.desk.links->link_up(link.connection, peer, link.initiator, turn.desk.clock.uptime());
  turn.desk.peers.contacts.insert_or_assign(link.connection,
                                            PeerLinks::ContactLink{peer, facts, psk, speaks_first});
  if (speaks_first) send_hello(turn, link.connection, facts, peer);
}

void contact_link_down(Turn& turn, ConnectionId connection) {
  const auto link = turn.desk.peers.contacts.extract(connection);
  if (link.empty()) return;
  const bool was_proven = turn.desk.links->is_proven(connection);
  turn.desk.links->link_down(connection, turn.desk.clock.uptime(), turn.desk.random);
  if (was_proven) look_whether_gone(turn, link.mapped().peer);
}

void take_contact_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame) {
  const auto link = turn.desk.peers.contacts.find(connection);
  if (link == turn.desk.peers.contacts.end()) return;  // closed meanwhile
  turn.desk.links->heard(connection, turn.desk.clock.uptime());
  if (!turn.desk.links->is_proven(connection)) return take_first_frame(turn, connection, frame);
  switch (frame.kind_case()) {
    case proto::wire::Frame::kPing: {
      proto::wire::Frame pong;
      pong.mutable_pong()->set_number(frame.ping().number());
      return send_frame(turn, connection, pong);
    }
    case proto::wire::Frame::kPong:
      return;
    case proto::wire::Frame::kRefusal:
      turn.desk.peers.last_error.insert_or_assign(link->second.peer, "refused-by-peer");
      return;
    default:
      return take_peer_frame(turn, link->second.peer, frame);
  }
}

void tick_contact_links(Turn& turn) {
  carry_out(turn, turn.desk.links->tick(turn.desk.clock.uptime(), turn.desk.random));
}

void hurry_to_peer(Turn& turn, const AgencyId& peer) {
  turn.desk.links->hurry(peer, turn.desk.clock.uptime());
}

void redial_peer(Turn& turn, const AgencyId& peer, Duration dial_at) {
  carry_out(turn, turn.desk.links->remove(peer));
  turn.desk.links->add(peer, dial_at);
}

}  // namespace tasuki::engine
