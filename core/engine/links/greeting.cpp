#include "core/engine/links/greeting.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/delivery/carrying.hpp"
#include "core/engine/delivery/frontiers.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/introduced.hpp"
#include "core/engine/links/peer_life.hpp"
#include "core/engine/links/peers.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// `fill` is given what this node says of itself.
template <class Fill>
void fill_own(Turn& turn, Fill&& fill) {
  const Identity& identity = *turn.desk.identity;
  const auto prekey =
      delivery::current_prekey(turn.transaction, turn.desk.random, own_keys(identity), turn.desk.clock.now());
  fill(delivery::OwnHello{identity.agency, identity.node_key, identity.card, identity.whereabouts, prekey});
}

}  // namespace

void send_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame) {
  turn.effects.push_back(SendFrame{connection, serialize_message(frame)});
}

void refuse_link(Turn& turn, ConnectionId connection, const Error& reason,
                 const proto::wire::Refusal& refusal) {
  proto::wire::Frame frame;
  *frame.mutable_refusal() = refusal;
  frame.mutable_refusal()->set_code(std::string(reason.name()));
  send_frame(turn, connection, frame);
  turn.effects.push_back(Disconnect{connection, std::string(reason.name())});
}

void refuse_link(Turn& turn, ConnectionId connection, const Error& reason) {
  refuse_link(turn, connection, reason, proto::wire::Refusal());
}

delivery::LinkFacts facts_of(const LinkUp& link) {
  return {link.handshake_hash, link.initiator ? delivery::LinkSide::Initiator : delivery::LinkSide::Responder,
          link.remote_static};
}

void send_hello(Turn& turn, ConnectionId connection, const delivery::LinkFacts& link, const AgencyId& peer) {
  proto::wire::Frame frame;
  fill_own(turn, [&](const delivery::OwnHello& own) { fill_hello(own, link, peer, *frame.mutable_hello()); });
  frame.mutable_hello()->set_clock(to_millis(turn.desk.clock.now()));
  frame.mutable_hello()->set_carries(carries(turn.desk));
  state_frontiers(turn, peer, *frame.mutable_hello());
  send_frame(turn, connection, frame);
}

void send_pair_hello(Turn& turn, ConnectionId connection, const delivery::LinkFacts& link,
                     const AgencyId& peer) {
  proto::wire::Frame frame;
  fill_own(turn, [&](const delivery::OwnHello& own) {
    fill_pair_hello(own, link, peer, *frame.mutable_pair_hello());
  });
  send_frame(turn, connection, frame);
}

void announce_prekey(Turn& turn) {
  const auto prekey = delivery::current_prekey(turn.transaction, turn.desk.random,
                                               own_keys(*turn.desk.identity), turn.desk.clock.now());
  auto& announced = turn.desk.peers.prekey;
  if (announced == prekey.payload) return;
  const bool is_first = announced.empty();
  announced = prekey.payload;
  if (is_first) return;  // this process' links are greeted with it
  proto::wire::Frame frame;
  *frame.mutable_prekey() = record::to_proto(prekey);
  for (const auto& contact : delivery::list_contacts(turn.transaction)) {
    if (const auto link = turn.desk.link_to(contact)) send_frame(turn, *link, frame);
  }
}

void take_prekey(Turn& turn, const AgencyId& peer, const proto::record::Signed& prekey) {
  const auto keys = turn.desk.directory.keys_of(turn.transaction, peer);
  const auto bytes = record::from_proto(prekey);
  if (!keys || !bytes) return;
  const auto kept = delivery::accept_prekey(turn.transaction, *keys, *bytes);
  if (!kept || !*kept) return;
  turn.desk.shipped.cards.clear();
  note_prekey_kept(turn, peer);
}

Result<> keep_greeting(Turn& turn, const delivery::PeerHello& hello) {
  const auto before = known_incarnation(turn.transaction, hello.card.agency);
  TRY(const bool moved, delivery::keep_hello(turn.transaction, hello));
  const auto& keys = hello.card.incarnation;
  const delivery::PeerKeys peer{hello.card.agency, keys.number, keys.identity_key, keys.envelope_key,
                                keys.node_key};
  const auto has_prekey = delivery::accept_prekey(turn.transaction, peer, hello.prekey);
  if (!has_prekey) return delivery::PairingError::UntrustedHello;
  turn.desk.shipped.cards.clear();
  note_card_kept(turn, hello.card.agency, before);
  if (moved) note_whereabouts_kept(turn, hello.card.agency);
  if (*has_prekey) note_prekey_kept(turn, hello.card.agency);
  return {};
}

Result<> keep_paired_contact(Turn& turn, const delivery::PeerHello& hello, Secret<32> pair_secret,
                             const InvitationId& invitation, Duration dial_at) {
  TRY_VOID(keep_greeting(turn, hello));
  const AgencyId& agency = hello.card.agency;
  auto known = delivery::load_contact(turn.transaction, agency);
  delivery::Contact contact;
  contact.agency = agency;
  contact.trust = delivery::Trust::FaceToFace;
  contact.pair_secret = std::move(pair_secret);
  contact.verified = known && known->verified;
  contact.since = known ? known->since : turn.desk.clock.now();
  contact.transport_key = hello.card.incarnation.transport_key;
  contact.unfinished = invitation;
  delivery::save_contact(turn.transaction, contact);
  turn.desk.envelopes->renew_send_session(turn.transaction, agency);
  met_face_to_face(turn, agency, known);

  // A pairing that is repeated after a crash is noted once.
  if (!known || known->unfinished != invitation) {
    note(turn, audit::contact_paired(audit::by_node(), agency, delivery::trust_code(contact.trust)));
  }
  redial_peer(turn, agency, dial_at);
  return {};
}

}  // namespace tasuki::engine
