#include "core/delivery/prekey.hpp"

#include <algorithm>
#include <vector>

#include "core/base/protobuf.hpp"
#include "proto/records.pb.h"
#include "proto/state.pb.h"

namespace tasuki::delivery {

namespace {

Bytes row_key(std::uint32_t id) {
  Bytes key;
  append_u32(key, id);
  return key;
}

std::optional<proto::state::PrekeyState> newest(Transaction& transaction) {
  auto row = transaction.last(Table::Prekey, KeyRange::all());
  if (!row) return std::nullopt;
  auto state = parse_message<proto::state::PrekeyState>(row->second);
  wipe(row->second);
  return state;
}

/// A prekey made later than now comes from a clock that has jumped: it would not be replaced for as long.
bool is_due(Time made_at, Time now) { return made_at <= now - kPrekeyRotation || made_at > now + kClockSkew; }

/// Minutes since 1970, so that a store set back to an old copy does not give an id a second time.
std::uint32_t next_id(std::uint32_t last, Time now) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(now.time_since_epoch()).count();
  return std::max(last + 1, static_cast<std::uint32_t>(std::max<std::int64_t>(minutes, 0)));
}

proto::state::PrekeyState make_prekey(Random& random, const OwnKeys& own, std::uint32_t id, Time now) {
  const auto pair = crypto::EphemeralDhKey::generate(random);
  proto::record::SignedPrekey prekey;
  prekey.set_agency_id(own.agency.str());
  prekey.set_incarnation(own.incarnation);
  prekey.set_prekey_id(id);
  prekey.set_key(pair.public_key().str());
  prekey.set_made_at(to_millis(now));
  proto::state::PrekeyState state;
  state.set_prekey_id(id);
  state.set_secret(to_string(pair.reveal()));
  state.set_key(pair.public_key().str());
  state.set_made_at(to_millis(now));
  *state.mutable_signed_prekey() =
      record::to_proto(record::sign_bytes(serialize_message(prekey), own.node, kPrekeyDomain));
  return state;
}

record::SignedBytes signed_part(const proto::state::PrekeyState& state) {
  return {copy(as_bytes(state.signed_prekey().payload())),
          crypto::Signature::from(state.signed_prekey().signature()).value_or(crypto::Signature())};
}

Result<PeerPrekey> read_prekey(ByteView payload, const AgencyId& agency) {
  const auto message = parse_message<proto::record::SignedPrekey>(payload);
  if (!message || AgencyId::from(message->agency_id()) != agency) return SessionError::PrekeyRefused;
  const auto key = crypto::DhPublicKey::from(message->key());
  if (!key) return SessionError::PrekeyRefused;
  return PeerPrekey{message->incarnation(), message->prekey_id(), *key, from_millis(message->made_at())};
}

bool replaces(const PeerPrekey& newer, ByteView kept_payload) {
  const auto kept = parse_message<proto::record::SignedPrekey>(kept_payload);
  return !kept || std::pair(newer.incarnation, newer.id) > std::pair(kept->incarnation(), kept->prekey_id());
}

}  // namespace

record::SignedBytes current_prekey(Transaction& transaction, Random& random, const OwnKeys& own, Time now) {
  auto state = newest(transaction);
  if (!state || is_due(from_millis(state->made_at()), now)) {
    auto made = make_prekey(random, own, next_id(state ? state->prekey_id() : 0, now), now);
    Bytes row = serialize_message(made);
    transaction.put(Table::Prekey, row_key(made.prekey_id()), row);
    wipe(row);
    if (state) wipe(*state->mutable_secret());
    state = std::move(made);
  }
  wipe(*state->mutable_secret());
  return signed_part(*state);
}

std::optional<crypto::EphemeralDhKey> find_prekey(Transaction& transaction, std::uint32_t id) {
  auto row = transaction.get(Table::Prekey, row_key(id));
  if (!row) return std::nullopt;
  auto state = parse_message<proto::state::PrekeyState>(*row);
  wipe(*row);
  if (!state || state->secret().size() != crypto::DhPublicKey::kSize) return std::nullopt;
  auto key = crypto::EphemeralDhKey::from_secret(as_bytes(state->secret()));
  wipe(*state->mutable_secret());
  return key;
}

bool has_prekey(Transaction& transaction, std::uint32_t id) {
  return transaction.contains(Table::Prekey, row_key(id));
}

void delete_old_prekeys(Transaction& transaction, Time now) {
  std::vector<Bytes> old;
  Bytes last;
  transaction.scan(Table::Prekey, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    const auto state = parse_message<proto::state::PrekeyState>(value);
    last = copy(key);
    if (!state || from_millis(state->made_at()) < now - kPrekeyLife) old.push_back(copy(key));
    return true;
  });
  for (const auto& key : old) {
    if (key != last) transaction.erase(Table::Prekey, key);
  }
}

Result<PeerPrekey> verify_prekey(const PeerKeys& peer, const record::SignedBytes& prekey) {
  if (!record::verify_bytes(prekey, peer.node, kPrekeyDomain)) return SessionError::PrekeyRefused;
  TRY(auto read, read_prekey(prekey.payload, peer.agency));
  if (read.incarnation != peer.incarnation) return SessionError::PrekeyRefused;
  return read;
}

Result<bool> accept_prekey(Transaction& transaction, const PeerKeys& peer,
                           const record::SignedBytes& prekey) {
  TRY(const auto read, verify_prekey(peer, prekey));
  proto::state::PeerState state;
  if (const auto row = transaction.get(Table::Peer, peer.agency.bytes())) {
    auto kept = parse_message<proto::state::PeerState>(*row);
    if (!kept) return SessionError::StateDamaged;
    state = std::move(*kept);
  }
  if (state.has_prekey() && !replaces(read, as_bytes(state.prekey().payload()))) return false;
  *state.mutable_prekey() = record::to_proto(prekey);
  transaction.put(Table::Peer, peer.agency.bytes(), serialize_message(state));
  return true;
}

std::optional<record::SignedBytes> kept_prekey(Transaction& transaction, const AgencyId& peer) {
  const auto row = transaction.get(Table::Peer, peer.bytes());
  const auto state = row ? parse_message<proto::state::PeerState>(*row) : std::nullopt;
  if (!state || !state->has_prekey()) return std::nullopt;
  auto bytes = record::from_proto(state->prekey());
  return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

}  // namespace tasuki::delivery
