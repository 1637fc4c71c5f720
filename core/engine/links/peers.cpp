#include "core/engine/links/peers.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/invitation.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/contact_link.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/links/introduced.hpp"
#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// Handshakes that are not accepted are not heard of again.
constexpr std::size_t kMostGiven = 256;

/// By the key of its pairing, or that of any incarnation whose card is known: a newer one whose card came
/// another way, or an earlier one, which is let in to be told so.
std::optional<AgencyId> contact_of(Transaction& transaction, const crypto::DhPublicKey& key) {
  if (const auto contact = delivery::find_contact_by_transport_key(transaction, key)) return contact;
  for (const auto& contact : delivery::list_contacts(transaction)) {
    for (const auto& bytes : record::signed_cards_of(transaction, contact)) {
      const auto card = record::read_card(bytes.payload);
      if (card && card->incarnation.transport_key == key) return contact;
    }
  }
  return std::nullopt;
}

/// Remembers what is given while it may still change.
void remember_given(PeerLinks& peers, ConnectionId connection, const Secret<32>& psk) {
  if (peers.given.size() >= kMostGiven) peers.given.erase(peers.given.begin());
  peers.given.insert_or_assign(connection, print_of_psk(psk));
}

std::optional<Secret<32>> psk_of_renewal(Transaction& transaction, const InvitationId& id) {
  const auto renewed = delivery::find_contact_by_renewal(transaction, id);
  const auto contact = renewed ? delivery::load_contact(transaction, *renewed) : std::nullopt;
  if (!contact) return std::nullopt;
  return delivery::renewal_psk(contact->pair_secret, contact->trust);
}

std::optional<Secret<32>> psk_for(Turn& turn, ConnectionId connection, const InvitationId& id) {
  if (auto psk = delivery::issued_psk(turn.transaction, id, turn.desk.clock.now())) return psk;
  auto psk = psk_of_renewal(turn.transaction, id);
  if (!psk) psk = psk_for_introduction(turn.transaction, id);
  if (psk) remember_given(turn.desk.peers, connection, *psk);
  return psk;
}

std::optional<Secret<32>> psk_for(Turn& turn, ConnectionId connection, const crypto::DhPublicKey& key) {
  const auto agency = contact_of(turn.transaction, key);
  const auto contact = agency ? delivery::load_contact(turn.transaction, *agency) : std::nullopt;
  if (!contact) return std::nullopt;
  auto psk = delivery::contact_psk(contact->pair_secret, contact->trust);
  const bool may_change = contact->unfinished || contact->trust == delivery::Trust::Introduced;
  if (may_change) remember_given(turn.desk.peers, connection, psk);
  return psk;
}

/// Of the dial or the query that this link began with.
std::optional<crypto::Digest> take_psk_print(PeerLinks& peers, const LinkUp& link) {
  if (link.initiator) {
    const auto dial =
        link.agency ? peers.dialling.extract(*link.agency) : decltype(peers.dialling)::node_type();
    return dial.empty() ? std::nullopt : std::optional(dial.mapped().psk);
  }
  const auto given = peers.given.extract(link.connection);
  return given.empty() ? std::nullopt : std::optional(given.mapped());
}

void pairing_link_up(Turn& turn, const LinkUp& link) {
  if (link.initiator) return turn.desk.peers.accepting.link_up(turn, link);
  if (link.invitation) return turn.desk.peers.inviting.link_up(turn, link);
  turn.effects.push_back(Disconnect{link.connection, "no-invitation"});
}

/// Whose first link in a new life this is, be it ours or the other side's, or the first after an
/// introduction.
std::optional<AgencyId> named_contact(Turn& turn, const LinkUp& link) {
  if (link.mode != LinkMode::Pairing || !link.invitation) return std::nullopt;
  const InvitationId& id = *link.invitation;
  const auto introduced = introduced_contact(turn.transaction, id);
  if (!link.initiator)
    return introduced ? introduced : delivery::find_contact_by_renewal(turn.transaction, id);
  const auto contact = link.agency ? delivery::load_contact(turn.transaction, *link.agency) : std::nullopt;
  const bool is_ours =
      contact && delivery::renewal_id(contact->pair_secret, contact->trust, turn.desk.agency()) == id;
  return is_ours || (introduced && introduced == link.agency) ? link.agency : std::nullopt;
}

}  // namespace

void open_links(Desk& desk, Transaction& transaction) {
  PeerLinks& peers = desk.peers;
  for (const auto connection : std::exchange(peers.dropped, {})) peers.stale.push_back(connection);
  for (const auto& [connection, link] : peers.contacts) peers.stale.push_back(connection);
  for (const auto connection : peers.accepting.connections()) peers.stale.push_back(connection);
  for (const auto connection : peers.inviting.connections()) peers.stale.push_back(connection);
  peers.contacts.clear();
  peers.dialling.clear();
  peers.given.clear();
  peers.turned_down.clear();
  peers.passed_on.clear();
  peers.inviting = Inviting();
  peers.accepting.open(transaction, desk.clock.uptime());
  desk.links.emplace(desk.agency());
  for (const auto& contact : delivery::list_contacts(transaction))
    desk.links->add(contact, desk.clock.uptime());
}

void answer_psk_query(Turn& turn, const PskQuery& query) {
  auto psk = std::visit([&](const auto& who) { return psk_for(turn, query.connection, who); }, query.who);
  turn.effects.push_back(PskAnswer{query.connection, std::move(psk)});
}

void link_up(Turn& turn, const LinkUp& link) {
  const auto psk = take_psk_print(turn.desk.peers, link);
  const auto named = named_contact(turn, link);
  if (link.mode == LinkMode::Pairing && !named) return pairing_link_up(turn, link);
  const auto peer = named            ? named
                    : link.initiator ? link.agency
                                     : contact_of(turn.transaction, link.remote_static);
  if (!peer || !delivery::is_contact(turn.transaction, *peer)) {
    turn.effects.push_back(Disconnect{link.connection, "not-a-contact"});
    return;
  }
  contact_link_up(turn, link, *peer, psk);
}

void link_down(Turn& turn, const LinkDown& link) {
  PeerLinks& peers = turn.desk.peers;
  std::erase(peers.stale, link.connection);
  std::erase(peers.dropped, link.connection);
  peers.inviting.link_down(link.connection);
  peers.accepting.link_down(turn, link.connection);
  contact_link_down(turn, link.connection);
}

void dial_failed(Turn& turn, const DialFailed& failed) {
  PeerLinks& peers = turn.desk.peers;
  const auto dial = peers.dialling.extract(failed.agency);
  if (dial.empty()) return;  // of before a commit that failed
  if (dial.mapped().mode == LinkMode::Pairing)
    return peers.accepting.dial_failed(turn, failed.agency, failed.reason);
  peers.last_error.insert_or_assign(failed.agency, failed.reason);
  turn.desk.links->dial_failed(failed.agency, turn.desk.clock.uptime(), turn.desk.random);
  if (failed.reason != "handshake-failed") return;
  ++peers.turned_down[failed.agency];
  peers.accepting.turned_down(failed.agency, turn.desk.clock.uptime());
}

void take_frame(Turn& turn, const FrameReceived& received) {
  PeerLinks& peers = turn.desk.peers;
  const auto frame = parse_message<proto::wire::Frame>(received.frame);
  if (!frame) {
    turn.effects.push_back(Disconnect{received.connection, "malformed-frame"});
  } else if (peers.accepting.contains(received.connection)) {
    peers.accepting.take_frame(turn, received.connection, *frame);
  } else if (peers.inviting.contains(received.connection)) {
    peers.inviting.take_frame(turn, received.connection, *frame);
  } else {
    take_contact_frame(turn, received.connection, *frame);
  }
}

void tick_links(Turn& turn) {
  PeerLinks& peers = turn.desk.peers;
  peers.dropped = std::exchange(peers.stale, {});
  for (const auto connection : peers.dropped) turn.effects.push_back(Disconnect{connection, "commit-failed"});
  peers.accepting.tick(turn);  // first: one dial at a time to a peer, and here somebody waits for it
  tick_contact_links(turn);
  peers.inviting.tick(turn);
}

std::optional<Duration> next_link_wake(const Turn& turn) {
  const PeerLinks& peers = turn.desk.peers;
  if (!peers.stale.empty()) return turn.desk.clock.uptime();
  std::optional<Duration> wake;
  for (const auto& due :
       {turn.desk.links->next_wake(), peers.accepting.next_wake(), peers.inviting.next_wake()}) {
    if (due) wake = wake ? std::min(*wake, *due) : due;
  }
  return wake;
}

bool begin_dial(Turn& turn, Dial dial, LinkMode purpose) {
  const auto [place, is_new] =
      turn.desk.peers.dialling.try_emplace(dial.agency, PeerLinks::Dialling{purpose, print_of_psk(dial.psk)});
  if (is_new) turn.effects.push_back(std::move(dial));
  return is_new;
}

std::string last_link_error(const Desk& desk, const AgencyId& peer) {
  const auto error = desk.peers.last_error.find(peer);
  return error == desk.peers.last_error.end() ? std::string() : error->second;
}

}  // namespace tasuki::engine
