#include "core/engine/new_life.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "core/audit/events.hpp"
#include "core/base/clear_table.hpp"
#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/delivery/session_rows.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/engine/delivery/shared_content.hpp"
#include "core/engine/identity.hpp"
#include "core/engine/links/later_life.hpp"
#include "core/engine/record/node_records.hpp"
#include "core/engine/twin_life.hpp"
#include "core/record/card_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// 2020-01-01T00:00:00Z, in seconds since 1970.
constexpr std::int64_t kEpoch = 1'577'836'800;

/// Later than any life that this store knows of or was told of, and later than any that began before now from
/// an earlier or the same copy: such a life is on the clock, if not in the store.
Result<std::uint32_t> next_incarnation(Transaction& transaction, const Identity& identity, Time now) {
  std::uint32_t newest = identity.incarnation;
  if (const auto shown = later_life(transaction)) {
    TRY(const auto card, record::open_card(*shown));
    newest = std::max(newest, card.incarnation.number);
  }
  if (const auto known = record::find_known_agency(transaction, identity.agency))
    newest = std::max(newest, known->card.incarnation.number);
  constexpr auto kLast = std::numeric_limits<std::uint32_t>::max();
  if (newest == kLast) return record::RecordError::TooManyIncarnations;
  const std::int64_t seconds = std::clamp<std::int64_t>(to_millis(now) / 1000 - kEpoch, 0, kLast);
  return std::max(newest + 1, static_cast<std::uint32_t>(seconds));
}

Result<Identity> make_life(Random& random, const Identity& before, std::uint64_t card_serial,
                           std::uint32_t number, const crypto::SigningKey& root_key) {
  Identity life{before.agency,
                before.name,
                before.kind,
                number,
                crypto::SigningKey::generate(random),
                crypto::DhKey::generate(random),
                crypto::DhKey::generate(random),
                crypto::DhKey::generate(random),
                {},
                {},
                before.endpoints,
                before.phones,
                before.services};
  const record::Incarnation keys{number, life.node_key.public_key(), life.transport_key.public_key(),
                                 life.identity_key.public_key(), life.envelope_key.public_key()};
  TRY(life.card, record::sign_card({life.agency, card_serial, life.name, life.kind, keys}, root_key));
  TRY(life.whereabouts,
      record::sign_whereabouts({life.agency, number, 1, life.endpoints, life.phones, life.services},
                               life.node_key));
  return life;
}

Result<> take_on(Transaction& transaction, const Identity& life) {
  TRY_VOID(record::keep_card(transaction, life.card));
  TRY_VOID(record::keep_whereabouts(transaction, life.whereabouts));
  return save_next_identity(transaction, life);
}

/// The trail's end as it was, signed or not: what comes next is opened by it.
void open_trail(Transaction& transaction, Random& random, Time now, const Identity& before,
                std::uint32_t incarnation) {
  const auto end = audit::tail(transaction);
  audit::append(transaction, random, {now, incarnation},
                audit::restored_from({before.agency, before.incarnation, end.number, end.hash, now}));
  audit::append(transaction, random, {now, incarnation}, audit::key_event(audit::by_node(), "incarnation"));
}

/// What left for a peer and was not acknowledged was sealed with keys that are gone: it waits again, in
/// front, in its order.
void put_back_under_way(Transaction& transaction) {
  std::vector<std::pair<AgencyId, Bytes>> under_way;
  transaction.scan(Table::InFlight, KeyRange::all(), Order::Descending, [&](ByteView key, ByteView value) {
    if (const auto peer = AgencyId::from(key.first(AgencyId::kSize)))
      under_way.emplace_back(*peer, copy(value));
    return true;
  });
  for (const auto& [peer, bytes] : under_way) {
    auto envelope = parse_message<proto::state::InFlightEnvelope>(bytes);
    if (!envelope) continue;
    for (auto item = envelope->mutable_item()->rbegin(); item != envelope->mutable_item()->rend(); ++item) {
      item->set_tried_anew(false);
      delivery::put_back(transaction, peer, delivery::lane_of(*item), serialize_message(*item));
    }
  }
}

void void_what_was(Transaction& transaction) {
  put_back_under_way(transaction);
  for (const Table table :
       {Table::InFlight, Table::EnvelopeSent, Table::Deposit, Table::EnvelopeSeen, Table::Session,
        Table::SkippedKey, Table::Prekey, Table::Invitation, Table::Acceptance, Table::PeerHolds}) {
    clear_table(transaction, table);
  }
}

void begin_anew_with_contacts(Transaction& transaction) {
  for (const auto& peer : delivery::list_contacts(transaction)) {
    auto sessions = delivery::load_peer_sessions(transaction, peer);
    sessions.send_session.reset();  // the generation stays: later sessions go before earlier ones
    delivery::save_peer_sessions(transaction, peer, sessions);
    auto contact = delivery::load_contact(transaction, peer);
    if (!contact) continue;
    contact->unfinished.reset();
    contact->renewing = true;
    delivery::save_contact(transaction, *contact);
  }
}

std::vector<std::pair<Bytes, proto::state::OutboxItem>> all_queued(Transaction& transaction) {
  std::vector<std::pair<Bytes, proto::state::OutboxItem>> queued;
  transaction.scan(Table::Outbox, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    if (auto item = parse_message<proto::state::OutboxItem>(value))
      queued.emplace_back(copy(key), *std::move(item));
    return true;
  });
  return queued;
}

/// What waited when the copy was made, the life that went on without it may have sent.
void doubt_that_it_waited(Transaction& transaction) {
  for (auto& [key, item] : all_queued(transaction)) {
    item.set_may_have_left(true);
    transaction.put(Table::Outbox, key, serialize_message(item));
  }
}

/// Node records in the outbox bear a signature that nobody accepts from an earlier life any more, and so does
/// content that was sealed with it.
void sign_queued_anew(Transaction& transaction, const Identity& life) {
  std::set<RecordId> queued;
  for (const auto& [key, item] : all_queued(transaction)) {
    const auto id = RecordId::from(item.has_message() ? item.message() : item.record());
    if (!id) continue;
    queued.insert(*id);
    if (item.has_message()) forget_sealed_content(transaction, *id);
  }
  sign_anew(transaction, life, {queued.begin(), queued.end()});
}

}  // namespace

Result<NewLife> begin_new_life(Transaction& transaction, Random& random, Time now,
                               const crypto::SigningKey& root_key) {
  TRY(const Identity before, load_identity(transaction));
  if (!equal(root_key.public_key().bytes(), before.agency.bytes())) return EngineError::WrongRootKey;
  TRY(const auto number, next_incarnation(transaction, before, now));
  TRY(const auto serial, next_card_serial(transaction));
  TRY(const Identity life, make_life(random, before, serial, number, root_key));
  TRY_VOID(take_on(transaction, life));
  if (const auto other = later_life(transaction)) {
    TRY_VOID(yield_number(transaction, before, life, *other));
  }
  forget_later_life(transaction);
  open_trail(transaction, random, now, before, number);
  void_what_was(transaction);
  begin_anew_with_contacts(transaction);
  doubt_that_it_waited(transaction);
  sign_queued_anew(transaction, life);
  ask_all_contacts(transaction);
  return NewLife{life.agency, number};
}

}  // namespace tasuki::engine
