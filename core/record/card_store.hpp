#pragma once

#include <optional>
#include <vector>

#include "core/base/store.hpp"
#include "core/record/card.hpp"

namespace tasuki::record {

/// What this node knows of an agency, itself included.
struct KnownAgency {
  Card card{};
  std::optional<Whereabouts> whereabouts{};
};

/// More incarnations of one agency are not followed.
inline constexpr std::size_t kIncarnationLimit = 256;

/// Verifies a card and keeps it, if it tells anything new. True: it did. A card that is not newer never
/// replaces the one known; one of an earlier incarnation that was not known yet is kept beside it. Errors of
/// `open_card`; IncarnationConflict for other keys under a known incarnation, TooManyIncarnations.
Result<bool> keep_card(Transaction& transaction, const SignedBytes& bytes);
/// The same for whereabouts, under the node key of the incarnation that they name. UnknownIncarnation where
/// no card of that incarnation is known.
Result<bool> keep_whereabouts(Transaction& transaction, const SignedBytes& bytes);

/// Puts a verified card of the own agency's in the place of another one of the same incarnation: of two lives
/// under one number the others know this one. Errors of `open_card`; UnknownIncarnation where there is none
/// to replace.
Result<> replace_card(Transaction& transaction, const SignedBytes& bytes);

/// The newest that is known. One row read.
std::optional<KnownAgency> find_known_agency(Transaction& transaction, const AgencyId& agency);
/// Whether it lives in a later incarnation than its first: it may have lost what it once knew of itself.
bool has_lived_before(Transaction& transaction, const AgencyId& agency);
/// The key that an incarnation's node signed with, also of an earlier one.
std::optional<crypto::SigningPublicKey> find_node_key(Transaction& transaction, const AgencyId& agency,
                                                      std::uint32_t incarnation);

/// For handing on. The cards, one for each incarnation known, the newest last; the whereabouts, where known.
std::vector<SignedBytes> signed_cards_of(Transaction& transaction, const AgencyId& agency);
std::optional<SignedBytes> signed_whereabouts_of(Transaction& transaction, const AgencyId& agency);

/// Every agency of which a card is known, ordered.
std::vector<AgencyId> known_agencies(Transaction& transaction);

}  // namespace tasuki::record
