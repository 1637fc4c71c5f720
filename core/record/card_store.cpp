#include "core/record/card_store.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/record/fingerprint.hpp"
#include "core/record/stored.hpp"
#include "proto/state.pb.h"

namespace tasuki::record {

namespace {

using proto::state::CardState;

CardState load(Transaction& transaction, const AgencyId& agency) {
  const auto row = transaction.get(Table::Card, agency.bytes());
  return row ? stored_message<CardState>(*row) : CardState();
}

void save(Transaction& transaction, const AgencyId& agency, const CardState& state) {
  transaction.put(Table::Card, agency.bytes(), serialize_message(state));
}

Card card_in(const proto::record::Signed& message) { return stored(read_card(as_bytes(message.payload()))); }

/// The card of one incarnation, among the newest and the earlier ones.
std::optional<Card> card_of_incarnation(const CardState& state, std::uint32_t incarnation) {
  if (!state.has_card()) return std::nullopt;
  if (auto newest = card_in(state.card()); newest.incarnation.number == incarnation) return newest;
  for (const auto& earlier : state.earlier()) {
    if (auto card = card_in(earlier); card.incarnation.number == incarnation) return card;
  }
  return std::nullopt;
}

void keep_earlier(CardState& state, const proto::record::Signed& message) {
  *state.add_earlier() = message;
  std::sort(state.mutable_earlier()->begin(), state.mutable_earlier()->end(),
            [](const auto& a, const auto& b) {
              return card_in(a).incarnation.number < card_in(b).incarnation.number;
            });
}

/// Puts a verified card where it belongs. False: it tells nothing new.
bool place(CardState& state, const Card& card, const proto::record::Signed& message) {
  if (!state.has_card()) {
    *state.mutable_card() = message;
    return true;
  }
  const auto newest = card_in(state.card());
  if (is_newer(card, newest)) {
    if (newest.incarnation.number != card.incarnation.number) keep_earlier(state, state.card());
    *state.mutable_card() = message;
    return true;
  }
  if (card_of_incarnation(state, card.incarnation.number)) return false;
  keep_earlier(state, message);
  return true;
}

}  // namespace

Result<bool> keep_card(Transaction& transaction, const SignedBytes& bytes) {
  TRY(const auto card, open_card(bytes));
  auto state = load(transaction, card.agency);
  const auto known = card_of_incarnation(state, card.incarnation.number);
  if (known && known->incarnation != card.incarnation) return RecordError::IncarnationConflict;
  if (!known && static_cast<std::size_t>(state.earlier_size()) + 1 >= kIncarnationLimit) {
    return RecordError::TooManyIncarnations;
  }
  if (!place(state, card, to_proto(bytes))) return false;
  save(transaction, card.agency, state);
  toggle_fingerprint(transaction, Table::Card, bytes.payload);
  return true;
}

Result<> replace_card(Transaction& transaction, const SignedBytes& bytes) {
  TRY(const auto card, open_card(bytes));
  auto state = load(transaction, card.agency);
  const auto replace_in = [&](proto::record::Signed& place) {
    if (card_in(place).incarnation.number != card.incarnation.number) return false;
    toggle_fingerprint(transaction, Table::Card, as_bytes(place.payload()));
    place = to_proto(bytes);
    toggle_fingerprint(transaction, Table::Card, bytes.payload);
    return true;
  };
  bool replaced = state.has_card() && replace_in(*state.mutable_card());
  for (auto& earlier : *state.mutable_earlier()) replaced = replaced || replace_in(earlier);
  if (!replaced) return RecordError::UnknownIncarnation;
  save(transaction, card.agency, state);
  return {};
}

Result<bool> keep_whereabouts(Transaction& transaction, const SignedBytes& bytes) {
  TRY(const auto claimed, read_whereabouts(bytes.payload));
  auto state = load(transaction, claimed.agency);
  const auto card = card_of_incarnation(state, claimed.incarnation);
  if (!card) return RecordError::UnknownIncarnation;
  TRY(const auto whereabouts, open_whereabouts(bytes, card->incarnation.node_key));
  if (state.has_whereabouts()) {
    const auto known = stored(read_whereabouts(as_bytes(state.whereabouts().payload())));
    if (!is_newer(whereabouts, known)) return false;
  }
  *state.mutable_whereabouts() = to_proto(bytes);
  save(transaction, whereabouts.agency, state);
  return true;
}

std::optional<KnownAgency> find_known_agency(Transaction& transaction, const AgencyId& agency) {
  const auto state = load(transaction, agency);
  if (!state.has_card()) return std::nullopt;
  KnownAgency known{.card = card_in(state.card())};
  if (state.has_whereabouts()) {
    known.whereabouts = stored(read_whereabouts(as_bytes(state.whereabouts().payload())));
  }
  return known;
}

bool has_lived_before(Transaction& transaction, const AgencyId& agency) {
  const auto known = find_known_agency(transaction, agency);
  return known && known->card.incarnation.number > 1;
}

std::optional<crypto::SigningPublicKey> find_node_key(Transaction& transaction, const AgencyId& agency,
                                                      std::uint32_t incarnation) {
  const auto card = card_of_incarnation(load(transaction, agency), incarnation);
  if (!card) return std::nullopt;
  return card->incarnation.node_key;
}

std::vector<SignedBytes> signed_cards_of(Transaction& transaction, const AgencyId& agency) {
  const auto state = load(transaction, agency);
  std::vector<SignedBytes> cards;
  for (const auto& earlier : state.earlier()) cards.push_back(stored(from_proto(earlier)));
  if (state.has_card()) cards.push_back(stored(from_proto(state.card())));
  return cards;
}

std::optional<SignedBytes> signed_whereabouts_of(Transaction& transaction, const AgencyId& agency) {
  const auto state = load(transaction, agency);
  if (!state.has_whereabouts()) return std::nullopt;
  return stored(from_proto(state.whereabouts()));
}

std::vector<AgencyId> known_agencies(Transaction& transaction) {
  std::vector<AgencyId> agencies;
  transaction.scan(Table::Card, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto agency = AgencyId::from(key)) agencies.push_back(*agency);
    return true;
  });
  return agencies;
}

}  // namespace tasuki::record
