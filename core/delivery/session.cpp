#include "core/delivery/session.hpp"

#include <limits>

#include "core/base/protobuf.hpp"
#include "core/crypto/hkdf.hpp"
#include "core/crypto/padme.hpp"
#include "core/crypto/sealed_box.hpp"
#include "core/crypto/x3dh.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/introduction.hpp"
#include "core/delivery/skipped_key_table.hpp"
#include "proto/state.pb.h"

namespace tasuki::delivery {

namespace {

constexpr std::string_view kRecallKeyLabel = "tasuki/1/recall-key";

Error cannot_open(CannotOpenReason reason) {
  return {SessionError::CannotOpen, std::string(reason_code(reason))};
}

Error from_ratchet(const Error& error) {
  if (error.is(crypto::CryptoError::AlreadyUsed)) return SessionError::Replay;
  if (error.is(crypto::CryptoError::TooManySkipped)) return cannot_open(CannotOpenReason::TooManySkipped);
  return cannot_open(CannotOpenReason::NotAuthentic);
}

EphemeralSecret<32> derive_recall_key(const Session& session, std::uint64_t number) {
  Bytes count;
  append_u64(count, number);
  return crypto::hmac_sha256(session.recall_secret.reveal(), {as_bytes(kRecallKeyLabel), count});
}

crypto::X3dhContext context_of(const OwnKeys& own, const PeerKeys& peer, const SessionId& session,
                               crypto::Mode mode, bool initiated_here) {
  const auto& identity = own.identity.public_key();
  if (initiated_here) return {own.agency, peer.agency, identity, peer.identity, session, mode};
  return {peer.agency, own.agency, peer.identity, identity, session, mode};
}

std::uint32_t next_generation(std::uint32_t generation) {
  return generation == std::numeric_limits<std::uint32_t>::max() ? generation : generation + 1;
}

/// The rule by which both sides choose the same session to send on.
bool goes_before(const Session& session, const Session& other) {
  if (session.generation != other.generation) return session.generation > other.generation;
  return session.id < other.id;
}

/// The peer's newest prekey, unless its secret is gone by now.
Result<PeerPrekey> usable_prekey(Transaction& transaction, const PeerKeys& peer, Time now) {
  const auto bytes = kept_prekey(transaction, peer.agency);
  if (!bytes) return SessionError::NoPrekey;
  const auto prekey = verify_prekey(peer, *bytes);
  if (!prekey || prekey->made_at < now - kPrekeyLife) return SessionError::NoPrekey;
  return *prekey;
}

Bytes seen_row(Time expires_at, const AgencyId& sender) {
  Bytes row;
  append_u64(row, static_cast<std::uint64_t>(to_millis(expires_at)));
  append(row, sender.bytes());
  return row;
}

Session new_session(const SessionId& id, crypto::Ratchet ratchet, crypto::Mode mode, const PeerKeys& peer,
                    std::uint32_t generation, Random& random, Time now) {
  Session session{
      id, std::move(ratchet), mode, peer.incarnation, generation, false, std::nullopt, 0, {}, 0, 0, now, now};
  session.recall_secret = EphemeralSecret<32>::random(random);
  return session;
}

}  // namespace

std::optional<AgencyId> sender_of_seen(Transaction& transaction, const EnvelopeHash& hash) {
  const auto row = transaction.get(Table::EnvelopeSeen, hash.bytes());
  if (!row) return std::nullopt;
  return AgencyId::from(ByteView(*row).subspan(std::min<std::size_t>(8, row->size()))).value_or(AgencyId());
}

std::optional<EnvelopeHash> find_seen(Transaction& transaction, ByteView prefix) {
  const auto row = transaction.last(Table::EnvelopeSeen, KeyRange::prefix(prefix));
  return row ? EnvelopeHash::from(row->first) : std::nullopt;
}

Bytes Sessions::associated_data(const Session& session, const PeerKeys& peer) const {
  return context_of(own_, peer, session.id, session.mode, session.initiated_here).associated_data();
}

// ---- sealing
// ---------------------------------------------------------------------------------------------------------

Result<SealedEnvelope> Sessions::seal(Transaction& transaction, const PeerKeys& peer, ByteView payload,
                                      Time expires_at, Time now) {
  if (payload.size() > kMaxPayload || expires_at > now + kLongestLifetime) return SessionError::TooLarge;
  TRY(auto session, session_to_send_on(transaction, peer, now));
  ++session.sent;
  session.used_at = now;
  const Bytes padded = crypto::pad(payload);
  const auto size_class = static_cast<std::uint32_t>(padded.size());
  const RecallTag tag = recall_tag(derive_recall_key(session, session.sent).reveal());
  const Bytes bound = concat({associated_data(session, peer), envelope_data(expires_at, size_class, tag)});
  TRY(auto encrypted, session.ratchet.encrypt(random_, bound, padded));
  session.ratchet = std::move(encrypted.next);
  const SealedPart part{own_.agency,     own_.incarnation, peer.agency,
                        expires_at,      session.mode,     session.id,
                        session.initial, encrypted.header, std::move(encrypted.ciphertext)};
  TRY(auto box, crypto::seal_box(random_, peer.envelope, part.serialize(size_class)));
  save_session(transaction, peer.agency, session);
  const Envelope envelope{peer.agency, expires_at, size_class, tag, std::move(box)};
  return SealedEnvelope{envelope.serialize(), envelope.hash(), session.id, session.sent};
}

Result<Session> Sessions::session_to_send_on(Transaction& transaction, const PeerKeys& peer, Time now) {
  const auto mode = contact_mode(transaction, peer.agency);
  if (!mode) return SessionError::NoContact;
  auto current = current_send_session(transaction, peer, *mode, load_peer_sessions(transaction, peer.agency));
  if (current) return std::move(*current);
  return begin(transaction, peer, *mode, now);
}

std::optional<Session> Sessions::current_send_session(Transaction& transaction, const PeerKeys& peer,
                                                      crypto::Mode mode, const PeerSessions& sessions) {
  if (!sessions.send_session) return std::nullopt;
  auto session = load_session(transaction, peer.agency, *sessions.send_session);
  if (!session || session->peer_incarnation != peer.incarnation || session->mode != mode) return std::nullopt;
  return session;
}

Result<Session> Sessions::begin(Transaction& transaction, const PeerKeys& peer, crypto::Mode mode, Time now) {
  const auto contact = load_contact(transaction, peer.agency);
  if (!contact) return SessionError::NoContact;
  TRY(const auto prekey, usable_prekey(transaction, peer, now));
  auto sessions = load_peer_sessions(transaction, peer.agency);
  const auto ephemeral = crypto::EphemeralDhKey::generate(random_);
  InitialMessage initial{own_.identity.public_key(),
                         ephemeral.public_key(),
                         prekey.id,
                         {},
                         next_generation(sessions.generation)};
  random_.fill(initial.nonce);
  const SessionId id = initial.session_id(own_.agency, peer.agency);
  TRY(const auto secret, crypto::x3dh_initiate(context_of(own_, peer, id, mode, true), own_.identity,
                                               ephemeral, prekey.key, contact->pair_secret.reveal()));
  TRY(auto ratchet, crypto::Ratchet::begin_sending(random_, mode, secret, prekey.key));
  Session session = new_session(id, std::move(ratchet), mode, peer, initial.generation, random_, now);
  session.initiated_here = true;
  session.initial = initial;
  save_session(transaction, peer.agency, session);
  save_peer_sessions(transaction, peer.agency, {id, initial.generation});
  return session;
}

// ---- opening
// ---------------------------------------------------------------------------------------------------------

Result<OpenedEnvelope> Sessions::open(Transaction& transaction, const Envelope& envelope, Time now) {
  if (envelope.recipient != own_.agency) return SessionError::NotForUs;
  if (envelope.expires_at <= now) return SessionError::Expired;
  if (transaction.contains(Table::EnvelopeSeen, envelope.hash().bytes())) return SessionError::Replay;
  TRY(const auto unsealed, unseal(own_, envelope));
  return open(transaction, unsealed, now);
}

Result<OpenedEnvelope> Sessions::open(Transaction& transaction, const UnsealedEnvelope& envelope, Time now) {
  const SealedPart& part = envelope.part;
  if (part.expires_at <= now) return SessionError::Expired;
  if (part.expires_at > now + kLongestLifetime + kClockSkew) return SessionError::Malformed;
  if (transaction.contains(Table::EnvelopeSeen, envelope.hash.bytes())) return SessionError::Replay;
  TRY(const auto peer, check_sender(transaction, part));
  auto session = load_session(transaction, peer.agency, part.session);
  if (session) return open_in(transaction, peer, std::move(*session), envelope, now);
  return open_first(transaction, peer, envelope, now);
}

Result<OpenedEnvelope> Sessions::open_first(Transaction& transaction, const PeerKeys& peer,
                                            const UnsealedEnvelope& envelope, Time now) {
  const auto contact = load_contact(transaction, peer.agency);
  if (!contact) return SessionError::UnknownSender;
  // An introduced contact may have begun it under another of the secrets that both were given.
  Result<OpenedEnvelope> opened = cannot_open(CannotOpenReason::NotAuthentic);
  for (const auto& pair_secret : secrets_shared_with(transaction, *contact)) {
    Savepoint undo(transaction);
    TRY(auto session, respond(transaction, peer, envelope.part, pair_secret, now));
    opened = open_in(transaction, peer, std::move(session), envelope, now);
    if (opened) {
      adopt(transaction, peer, *load_session(transaction, peer.agency, envelope.part.session));
      if (!contact->shown) use_shown_secret(transaction, peer.agency, pair_secret);
      undo.keep();
      return opened;
    }
    if (!opened.error().is(SessionError::CannotOpen)) return opened;
  }
  return opened;
}

Result<OpenedEnvelope> Sessions::open_in(Transaction& transaction, const PeerKeys& peer, Session session,
                                         const UnsealedEnvelope& envelope, Time now) {
  const SealedPart& part = envelope.part;
  if (session.peer_incarnation != part.sender_incarnation || session.mode != part.mode)
    return SessionError::Malformed;
  Savepoint undo(transaction);
  TRY(auto payload, decrypt(transaction, peer, session, envelope));
  session.received += 1;
  session.used_at = now;
  session.initial.reset();
  save_session(transaction, peer.agency, session);
  transaction.put(Table::EnvelopeSeen, envelope.hash.bytes(), seen_row(part.expires_at, peer.agency));
  undo.keep();
  return OpenedEnvelope{envelope.hash, peer.agency, part.session, part.expires_at, std::move(payload)};
}

Result<PeerKeys> Sessions::check_sender(Transaction& transaction, const SealedPart& part) {
  const auto mode = contact_mode(transaction, part.sender);
  const auto peer = directory_.keys_of(transaction, part.sender);
  if (!mode || !peer) return SessionError::UnknownSender;
  if (peer->incarnation != part.sender_incarnation) return cannot_open(CannotOpenReason::OtherIncarnation);
  if (part.mode != *mode) return cannot_open(CannotOpenReason::OtherMode);
  return *peer;
}

Result<Session> Sessions::respond(Transaction& transaction, const PeerKeys& peer, const SealedPart& part,
                                  const Secret<32>& pair_secret, Time now) {
  if (!part.initial) return cannot_open(CannotOpenReason::UnknownSession);
  const InitialMessage& initial = *part.initial;
  if (initial.session_id(peer.agency, own_.agency) != part.session || initial.identity != peer.identity) {
    return SessionError::Malformed;
  }
  const auto prekey = find_prekey(transaction, initial.prekey_id);
  if (!prekey) return cannot_open(CannotOpenReason::UnknownPrekey);
  if (list_sessions(transaction, peer.agency).size() >= kMaxSessions) {
    return cannot_open(CannotOpenReason::TooManySessions);
  }
  const auto secret = crypto::x3dh_respond(context_of(own_, peer, part.session, part.mode, false),
                                           own_.identity, *prekey, initial.ephemeral, pair_secret.reveal());
  if (!secret) return cannot_open(CannotOpenReason::NotAuthentic);
  auto ratchet = crypto::Ratchet::begin_receiving(part.mode, *secret, *prekey);
  Session session =
      new_session(part.session, std::move(ratchet), part.mode, peer, initial.generation, random_, now);
  session.prekey_id = initial.prekey_id;
  return session;
}

Result<Bytes> Sessions::decrypt(Transaction& transaction, const PeerKeys& peer, Session& session,
                                const UnsealedEnvelope& envelope) {
  const SealedPart& part = envelope.part;
  SkippedKeyTable skipped(transaction, peer.agency, session.id);
  const Bytes bound = concat({associated_data(session, peer),
                              envelope_data(part.expires_at, envelope.size_class, envelope.recall_tag)});
  auto opened = session.ratchet.decrypt(random_, skipped, part.header, bound, part.ciphertext);
  if (!opened) return from_ratchet(opened.error());
  auto payload = crypto::unpad(opened->plaintext);
  if (!payload) return SessionError::Malformed;
  session.ratchet = std::move(opened->next);
  return std::move(*payload);
}

void Sessions::adopt(Transaction& transaction, const PeerKeys& peer, const Session& session) {
  auto sessions = load_peer_sessions(transaction, peer.agency);
  const auto current = current_send_session(transaction, peer, session.mode, sessions);
  if (!current || goes_before(session, *current)) sessions.send_session = session.id;
  sessions.generation = std::max(sessions.generation, session.generation);
  save_peer_sessions(transaction, peer.agency, sessions);
}

// ---- upkeep
// ----------------------------------------------------------------------------------------------------------

void Sessions::drop_send_session(Transaction& transaction, const AgencyId& peer, const SessionId& session) {
  if (load_peer_sessions(transaction, peer).send_session == session) renew_send_session(transaction, peer);
}

void Sessions::renew_send_session(Transaction& transaction, const AgencyId& peer) {
  auto sessions = load_peer_sessions(transaction, peer);
  sessions.send_session.reset();
  save_peer_sessions(transaction, peer, sessions);
}

std::optional<EphemeralSecret<32>> Sessions::recall_key(Transaction& transaction, const AgencyId& peer,
                                                        const SessionId& session, std::uint64_t number) {
  const auto found = load_session(transaction, peer, session);
  if (!found) return std::nullopt;
  return derive_recall_key(*found, number);
}

std::vector<Frontier> Sessions::received(Transaction& transaction, const AgencyId& peer) {
  std::vector<Frontier> frontiers;
  for (const auto& id : list_sessions(transaction, peer)) {
    const auto session = load_session(transaction, peer, id);
    if (session && session->received > 0) frontiers.push_back({id, session->received});
  }
  return frontiers;
}

std::uint64_t Sessions::sent(Transaction& transaction, const AgencyId& peer, const SessionId& session) {
  const auto found = load_session(transaction, peer, session);
  return found ? found->sent : 0;
}

void Sessions::forget_old(Transaction& transaction, Time now) {
  delete_old_prekeys(transaction, now);
  for (const auto& [peer, id] : list_all_sessions(transaction)) {
    const auto session = load_session(transaction, peer, id);
    const bool idle = !session || session->used_at < now - kLongestLifetime - kClockSkew;
    const bool replayable =
        session && !session->initiated_here && has_prekey(transaction, session->prekey_id);
    if (idle && !replayable && load_peer_sessions(transaction, peer).send_session != id) {
      erase_session(transaction, peer, id);
    }
  }
  std::vector<Bytes> expired;
  transaction.scan(Table::EnvelopeSeen, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    const auto expires_at = read_u64(value);
    if (!expires_at || from_millis(static_cast<std::int64_t>(*expires_at)) <= now)
      expired.push_back(copy(key));
    return true;
  });
  for (const auto& key : expired) transaction.erase(Table::EnvelopeSeen, key);
}

}  // namespace tasuki::delivery
