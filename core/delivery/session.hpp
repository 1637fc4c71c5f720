#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/base/store.hpp"
#include "core/delivery/envelope.hpp"
#include "core/delivery/prekey.hpp"
#include "core/delivery/session_error.hpp"
#include "core/delivery/session_keys.hpp"
#include "core/delivery/session_rows.hpp"

namespace tasuki::delivery {

/// Most sessions with one peer that are remembered; while there are so many, it cannot begin more.
inline constexpr std::size_t kMaxSessions = 1024;

/// An envelope ready to go: its session's advanced state is in the transaction, and it may leave once that is
/// committed.
struct SealedEnvelope {
  Bytes bytes;  ///< A proto.wire.Envelope
  EnvelopeHash hash;
  SessionId session;
  std::uint64_t number = 0;  ///< Of the session's envelopes from this side, from 1.
};

struct OpenedEnvelope {
  EnvelopeHash hash;
  AgencyId sender;
  SessionId session;
  Time expires_at;
  Bytes payload;
};

/// What a peer has received of a session that we send on, or we of one that it sends on.
struct Frontier {
  SessionId session;
  std::uint64_t count = 0;
};

/// Who sent an envelope that was opened here before, for as long as it has not expired. Zero where an earlier
/// version did not keep it.
std::optional<AgencyId> sender_of_seen(Transaction& transaction, const EnvelopeHash& hash);
/// One that was opened here before and whose hash begins so.
std::optional<EnvelopeHash> find_seen(Transaction& transaction, ByteView prefix);

/// Makes and opens envelopes. Keeps everything in the store and nothing in memory: a transaction that does
/// not commit has done nothing. docs/protocol.md, sections 6 and 7.
///
/// One session to send on per peer, any number to receive on. Which one to send on, both sides decide alike:
/// the session with the highest generation, among equals the one with the smallest id.
class Sessions {
 public:
  Sessions(Random& random, const OwnKeys& own, PeerDirectory& directory)
      : random_(random), own_(own), directory_(directory) {}

  /// Encrypts `payload` for `peer`. Begins a session where there is none to send on: none yet, dropped, with
  /// an earlier incarnation of the peer, or of another mode than the contact's. Otherwise one sealed box (two
  /// X25519) and a few hundred bytes written. SessionError::NoContact, NoPrekey, TooLarge, StateDamaged;
  /// CryptoError::WeakKey for keys no honest peer has.
  Result<SealedEnvelope> seal(Transaction& transaction, const PeerKeys& peer, ByteView payload,
                              Time expires_at, Time now);

  /// Opens an envelope. After any error nothing has changed but, after CannotOpen, nothing either: it can be
  /// tried again. SessionError::NotForUs, Expired, Malformed, Replay, UnknownSender, CannotOpen (detail: the
  /// reason's code).
  Result<OpenedEnvelope> open(Transaction& transaction, const Envelope& envelope, Time now);
  /// The same behind `unseal`, which may run elsewhere.
  Result<OpenedEnvelope> open(Transaction& transaction, const UnsealedEnvelope& envelope, Time now);

  /// The peer cannot open what was sealed in `session`: the next envelope begins a new one. Another session
  /// that has taken its place since is left alone. What comes in on it still opens.
  void drop_send_session(Transaction& transaction, const AgencyId& peer, const SessionId& session);
  /// The next envelope to `peer` begins a new session, whatever there is: they have been paired anew.
  void renew_send_session(Transaction& transaction, const AgencyId& peer);

  /// The key whose hash is the recall tag of that envelope. Nothing where the session is forgotten.
  std::optional<EphemeralSecret<32>> recall_key(Transaction& transaction, const AgencyId& peer,
                                                const SessionId& session, std::uint64_t number);

  /// For `Hello`: how far we have got in each session that `peer` sends on.
  std::vector<Frontier> received(Transaction& transaction, const AgencyId& peer);
  /// How many envelopes we have sealed in a session.
  std::uint64_t sent(Transaction& transaction, const AgencyId& peer, const SessionId& session);

  /// Once a day or so: deletes prekeys past their life, sessions that nothing can come in on any more, and
  /// the hashes of envelopes that have expired. Costs a scan of these tables.
  void forget_old(Transaction& transaction, Time now);

 private:
  Result<Session> session_to_send_on(Transaction& transaction, const PeerKeys& peer, Time now);
  std::optional<Session> current_send_session(Transaction& transaction, const PeerKeys& peer,
                                              crypto::Mode mode, const PeerSessions& sessions);
  Result<Session> begin(Transaction& transaction, const PeerKeys& peer, crypto::Mode mode, Time now);
  /// From an initial message. Stores nothing.
  Result<Session> respond(Transaction& transaction, const PeerKeys& peer, const SealedPart& part,
                          const Secret<32>& pair_secret, Time now);
  /// The first envelope of a session that the peer has begun.
  Result<OpenedEnvelope> open_first(Transaction& transaction, const PeerKeys& peer,
                                    const UnsealedEnvelope& envelope, Time now);
  Result<OpenedEnvelope> open_in(Transaction& transaction, const PeerKeys& peer, Session session,
                                 const UnsealedEnvelope& envelope, Time now);
  Result<PeerKeys> check_sender(Transaction& transaction, const SealedPart& part);
  /// Whether a session that the peer has begun becomes the one to send on.
  void adopt(Transaction& transaction, const PeerKeys& peer, const Session& session);
  Result<Bytes> decrypt(Transaction& transaction, const PeerKeys& peer, Session& session,
                        const UnsealedEnvelope& envelope);
  Bytes associated_data(const Session& session, const PeerKeys& peer) const;

  Random& random_;
  OwnKeys own_;
  PeerDirectory& directory_;
};

}  // namespace tasuki::delivery
