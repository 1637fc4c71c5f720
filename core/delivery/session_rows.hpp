#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/result.hpp"
#include "core/base/store.hpp"
#include "core/crypto/double_ratchet.hpp"
#include "core/delivery/envelope.hpp"

namespace tasuki::delivery {

/// A session as one side keeps it: a row of Table::Session, written for every envelope, so it stays small.
struct Session {
  SessionId id;
  crypto::Ratchet ratchet;
  crypto::Mode mode;
  std::uint32_t peer_incarnation = 0;
  std::uint32_t generation = 0;
  bool initiated_here = false;
  std::optional<InitialMessage> initial;  ///< Still sent along: nothing has come back in this session.
  std::uint32_t prekey_id = 0;            ///< Begun by the peer: our prekey.
  EphemeralSecret<32> recall_secret;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  Time begun_at;
  Time used_at;
};

std::optional<Session> load_session(Transaction& transaction, const AgencyId& peer, const SessionId& id);
void save_session(Transaction& transaction, const AgencyId& peer, const Session& session);
/// With its skipped keys.
void erase_session(Transaction& transaction, const AgencyId& peer, const SessionId& id);
std::vector<SessionId> list_sessions(Transaction& transaction, const AgencyId& peer);
/// Every session with everybody, ordered by (peer, session).
std::vector<std::pair<AgencyId, SessionId>> list_all_sessions(Transaction& transaction);

/// What Table::Peer holds for sessions; its other fields are left alone.
struct PeerSessions {
  std::optional<SessionId> send_session;
  std::uint32_t generation = 0;
};
PeerSessions load_peer_sessions(Transaction& transaction, const AgencyId& peer);
void save_peer_sessions(Transaction& transaction, const AgencyId& peer, const PeerSessions& sessions);

/// The mode of new sessions with a contact; nothing where the agency is none. Reads no secret.
std::optional<crypto::Mode> contact_mode(Transaction& transaction, const AgencyId& peer);

}  // namespace tasuki::delivery
