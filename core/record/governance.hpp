#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/base/clock.hpp"
#include "core/record/record.hpp"

namespace tasuki::record {

/// The rules that this program folds by. A team's are fixed at its founding and raised by a record.
inline constexpr std::uint32_t kRulesVersion = 1;

inline constexpr std::size_t kParentLimit = 256;
inline constexpr std::size_t kCategoryLimit = 64;
inline constexpr std::size_t kRecipientLimit = 256;
inline constexpr std::size_t kSituationLimit = 128;
inline constexpr std::size_t kRosterLimit = 256;

// What a governance record states (proto/records.proto). Codes, ids and times; no free text, no names.

struct TeamFounding {
  std::uint32_t rules_version = kRulesVersion;
};
struct MemberAdd {
  AgencyId agency{};
};
struct MemberRemove {
  AgencyId agency{};
};
struct CoordinatorHandover {
  AgencyId agency{};
  std::uint32_t chain_number = 0;
};
/// One member's vote. The same fields as a hand-over's.
struct CoordinatorReplacement {
  AgencyId agency{};
  std::uint32_t chain_number = 0;
};
struct Consent {
  std::set<std::string> categories{};
  std::set<AgencyId> recipients{};
  std::string purpose = "care";
  Time from{};
  std::optional<Time> until{};  ///< Not included. None: no end.
  std::string obtained{};       ///< written, verbal, proxy
  Time obtained_on{};
};
struct Confirmation {
  RecordId consent{};
};
struct Refusal {
  std::set<std::string> categories{};
  std::set<AgencyId> recipients{};
};
struct Withdrawal {
  RecordId consent{};
};
struct RefusalLift {
  RecordId refusal{};
};
struct RulesRaise {
  std::uint32_t rules_version = 0;
};
/// How urgent what is, as the team agreed beforehand.
struct Situation {
  std::string code{};
  bool phone = false;                  ///< Otherwise a message will do.
  std::set<std::string> categories{};  ///< How deep the information goes.

  friend bool operator==(const Situation&, const Situation&) = default;
};
struct UrgencyAgreement {
  std::vector<Situation> situations{};
  Duration phone_within = std::chrono::minutes(10);        ///< Until somebody has to have accepted.
  Duration message_after_opening = std::chrono::hours(1);  ///< Behind the recipient's next opening.
  std::string emergency_number{};  ///< To be called when nobody on the roster answers.

  const Situation* find(std::string_view code) const;
  friend bool operator==(const UrgencyAgreement&, const UrgencyAgreement&) = default;
};
struct RosterEntry {
  std::string window{};
  AgencyId agency{};
  std::string number{};

  friend bool operator==(const RosterEntry&, const RosterEntry&) = default;
};
struct Roster {
  std::chrono::minutes opens{9 * 60};  ///< The team's business hours, behind midnight.
  std::chrono::minutes closes{17 * 60 + 30};
  std::vector<RosterEntry> entries{};  ///< In order within each window.

  friend bool operator==(const Roster&, const Roster&) = default;
};
/// By the old root key and by the new one (core/record/succession.hpp).
struct SuccessionProof {
  crypto::Signature by_old{};
  crypto::Signature by_new{};
};
/// `new_agency` is `old_agency` under another root key. A proof that was read here holds; without one it is a
/// coordinator's word.
struct Succession {
  AgencyId old_agency{};
  AgencyId new_agency{};
  std::optional<SuccessionProof> proof{};
};
/// Of a kind or version that this program does not know.
struct UnknownStatement {};

using Statement =
    std::variant<TeamFounding, MemberAdd, MemberRemove, CoordinatorHandover, CoordinatorReplacement, Consent,
                 Confirmation, Refusal, Withdrawal, RefusalLift, RulesRaise, UrgencyAgreement, Roster,
                 Succession, UnknownStatement>;

/// A governance record as the ledger and the fold read it.
struct GovernanceRecord {
  RecordId id{};
  Kind kind{};
  AgencyId author{};
  CertificateHash certificate{};
  RecordNumber number{};
  std::vector<RecordId> parents{};  ///< As its author named them; none in a founding.
  Time stated_at{};                 ///< Its author's claim.
  Statement statement{};
  /// False: version, kind, a field or a code is not known here. What is known of it still counts; whoever
  /// folds it stops deciding.
  bool understood = true;
};

/// The kind that states `statement`; not for UnknownStatement (a bug).
Kind kind_of(const Statement& statement);

/// The payload of a new governance record. A founding has no parents, all others name the heads they stand
/// on.
Bytes write_governance(const Statement& statement, const std::vector<RecordId>& parents, Time stated_at);

/// RecordError::Malformed where a known field is broken or parents are missing: everybody refuses such a
/// record alike.
Result<GovernanceRecord> read_governance(const SignedRecord& record);

}  // namespace tasuki::record
