#pragma once

#include <optional>
#include <vector>

#include "core/audit/trail.hpp"

namespace tasuki::audit {

/// The heads that a node holds of others' trails, and what does not fit. docs/protocol.md, section 13.6.
/// Nothing here checks a signature: who calls has.

struct HeldHead {
  Head head;
  record::SignedBytes bytes;  ///< as its node signed it
  Time received_at{};
  /// Another handed it on, above all that was held, and its own node has not stood by it here yet.
  bool unproven = false;
};

/// For so long the last head of every hour is held; of older ones the last of every day.
inline constexpr Duration kHoldHourly = std::chrono::hours(24 * 35);
/// Heads that others hand on fill up no more than this per incarnation.
inline constexpr std::size_t kHeldLimit = 4096;

/// The one with the highest number, of the highest incarnation or of a given one.
std::optional<HeldHead> newest_held(Transaction& transaction, const AgencyId& agency);
std::optional<HeldHead> newest_held(Transaction& transaction, const AgencyId& agency,
                                    std::uint32_t incarnation);
/// The highest of those that its node stood by here.
std::optional<HeldHead> newest_proven(Transaction& transaction, const AgencyId& agency,
                                      std::uint32_t incarnation);
/// Of the others.
std::optional<HeldHead> newest_unproven(Transaction& transaction, const AgencyId& agency,
                                        std::uint32_t incarnation);
std::optional<HeldHead> find_held(Transaction& transaction, const Head& place);
/// Of one agency, by incarnation and number; or of all.
std::vector<HeldHead> held_heads(Transaction& transaction, const std::optional<AgencyId>& agency);

/// Holds it. Another one of this incarnation and number stays: two that differ are a conflict. `confirmed` is
/// one that its node stands by together with this one: it makes room if it came in the same hour. False: it
/// was held, or there are too many.
bool hold_head(Transaction& transaction, const HeldHead& held,
               const std::optional<HeldHead>& confirmed = std::nullopt);
/// Its node stands by it.
void prove_held(Transaction& transaction, const HeldHead& held);
/// Makes room among what is older than `kHoldHourly`. Scans all that is held.
void thin_held_heads(Transaction& transaction, Time now);

/// Two histories of one trail.
enum class Conflict : std::uint8_t {
  Rewritten,  ///< Two hashes of one entry: proof for anybody.
  CutBack,    ///< Asked for an entry that it had shown, it showed an earlier end: known to who asked.
};
std::string_view conflict_code(Conflict conflict);

struct HeadConflict {
  Conflict what{};
  Head entry;  ///< as it was held
  record::SignedBytes held;
  record::SignedBytes shown;
  AgencyId shown_by;
  Time found_at{};
};
/// More of one agency's are not kept.
inline constexpr std::size_t kConflictLimit = 32;

/// True: it was not known. A proof takes the place of what only we know.
bool keep_conflict(Transaction& transaction, const HeadConflict& conflict);
/// By agency, incarnation and number.
std::vector<HeadConflict> head_conflicts(Transaction& transaction);

}  // namespace tasuki::audit
