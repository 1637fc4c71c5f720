#include "core/delivery/session_rows.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/skipped_key_table.hpp"
#include "proto/state.pb.h"

namespace tasuki::delivery {

namespace {

Bytes row_key(const AgencyId& peer, const SessionId& session) {
  return concat({peer.bytes(), session.bytes()});
}

void wipe_secrets(proto::state::SessionState& state) {
  auto& ratchet = *state.mutable_ratchet();
  for (std::string* secret :
       {ratchet.mutable_root_key(), ratchet.mutable_dh_secret(), ratchet.mutable_send_chain(),
        ratchet.mutable_receive_chain(), state.mutable_recall_secret()}) {
    wipe(*secret);
  }
}

std::optional<Session> read_session(const SessionId& id, const proto::state::SessionState& state) {
  const auto mode = static_cast<crypto::Mode>(state.mode());
  auto ratchet = crypto::Ratchet::from_proto(mode, state.ratchet());
  if (!ratchet || state.recall_secret().size() != EphemeralSecret<32>::kSize) return std::nullopt;
  std::optional<InitialMessage> initial;
  if (state.has_initial()) {
    auto read = InitialMessage::from_proto(state.initial());
    if (!read) return std::nullopt;
    initial = *read;
  }
  return Session{id,
                 std::move(*ratchet),
                 mode,
                 state.peer_incarnation(),
                 state.generation(),
                 state.initiated_here(),
                 initial,
                 state.prekey_id(),
                 EphemeralSecret<32>(as_bytes(state.recall_secret())),
                 state.sent(),
                 state.received(),
                 from_millis(state.begun_at()),
                 from_millis(state.used_at())};
}

proto::state::PeerState load_peer(Transaction& transaction, const AgencyId& peer) {
  const auto row = transaction.get(Table::Peer, peer.bytes());
  auto state = row ? parse_message<proto::state::PeerState>(*row) : std::nullopt;
  return state ? std::move(*state) : proto::state::PeerState();
}

}  // namespace

std::optional<Session> load_session(Transaction& transaction, const AgencyId& peer, const SessionId& id) {
  auto row = transaction.get(Table::Session, row_key(peer, id));
  if (!row) return std::nullopt;
  auto state = parse_message<proto::state::SessionState>(*row);
  wipe(*row);
  if (!state) return std::nullopt;
  auto session = read_session(id, *state);
  wipe_secrets(*state);
  return session;
}

void save_session(Transaction& transaction, const AgencyId& peer, const Session& session) {
  proto::state::SessionState state;
  session.ratchet.to_proto(*state.mutable_ratchet());
  state.set_mode(static_cast<proto::wire::Mode>(session.mode));
  state.set_peer_incarnation(session.peer_incarnation);
  state.set_generation(session.generation);
  state.set_initiated_here(session.initiated_here);
  if (session.initial) session.initial->to_proto(*state.mutable_initial());
  state.set_heard_back(session.received > 0);
  state.set_prekey_id(session.prekey_id);
  state.set_recall_secret(to_string(session.recall_secret.reveal()));
  state.set_sent(session.sent);
  state.set_received(session.received);
  state.set_begun_at(to_millis(session.begun_at));
  state.set_used_at(to_millis(session.used_at));
  Bytes row = serialize_message(state);
  transaction.put(Table::Session, row_key(peer, session.id), row);
  wipe(row);
  wipe_secrets(state);
}

void erase_session(Transaction& transaction, const AgencyId& peer, const SessionId& id) {
  transaction.erase(Table::Session, row_key(peer, id));
  SkippedKeyTable(transaction, peer, id).erase_all();
}

std::vector<SessionId> list_sessions(Transaction& transaction, const AgencyId& peer) {
  std::vector<SessionId> found;
  transaction.scan(Table::Session, KeyRange::prefix(peer.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView) {
                     if (const auto id = SessionId::from(key.subspan(AgencyId::kSize))) found.push_back(*id);
                     return true;
                   });
  return found;
}

std::vector<std::pair<AgencyId, SessionId>> list_all_sessions(Transaction& transaction) {
  std::vector<std::pair<AgencyId, SessionId>> found;
  transaction.scan(Table::Session, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    const auto peer = AgencyId::from(key.first(AgencyId::kSize));
    const auto id = SessionId::from(key.subspan(AgencyId::kSize));
    if (peer && id) found.emplace_back(*peer, *id);
    return true;
  });
  return found;
}

PeerSessions load_peer_sessions(Transaction& transaction, const AgencyId& peer) {
  const auto state = load_peer(transaction, peer);
  return {SessionId::from(state.send_session()), state.generation()};
}

void save_peer_sessions(Transaction& transaction, const AgencyId& peer, const PeerSessions& sessions) {
  auto state = load_peer(transaction, peer);
  state.set_send_session(sessions.send_session ? sessions.send_session->str() : std::string());
  state.set_generation(sessions.generation);
  transaction.put(Table::Peer, peer.bytes(), serialize_message(state));
}

std::optional<crypto::Mode> contact_mode(Transaction& transaction, const AgencyId& peer) {
  auto row = transaction.get(Table::Contact, peer.bytes());
  if (!row) return std::nullopt;
  auto state = parse_message<proto::state::ContactState>(*row);
  wipe(*row);
  if (!state) return std::nullopt;
  wipe(*state->mutable_pair_secret());
  return state->trust() == trust_code(Trust::FaceToFace) ? crypto::Mode::FaceToFace
                                                         : crypto::Mode::Introduced;
}

}  // namespace tasuki::delivery
