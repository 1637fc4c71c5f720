#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/record/governance.hpp"

namespace tasuki::record {

/// One consent as the fold sees it.
struct ConsentState {
  RecordId id;
  AgencyId author;
  std::set<std::string> categories;
  std::set<AgencyId> recipients;
  std::string purpose;
  Time from;
  std::optional<Time> until;  ///< Not included. None: no end.
  std::string obtained;       ///< written, verbal, proxy
  Time obtained_on;
  /// Members that stated or confirmed it while they had the right to. It counts for a recipient X only where
  /// somebody other than X is among them.
  std::set<AgencyId> attested_by;
  std::optional<RecordId> withdrawn_by;

  friend bool operator==(const ConsentState&, const ConsentState&) = default;
};

struct RefusalState {
  RecordId id;
  AgencyId author;
  std::set<std::string> categories;
  std::set<AgencyId> recipients;
  Time stated_at;
  std::optional<RecordId> lifted_by;

  friend bool operator==(const RefusalState&, const RefusalState&) = default;
};

/// One agency under another root key.
struct SuccessionState {
  RecordId id;
  AgencyId old_agency;
  AgencyId new_agency;
  bool proven = false;  ///< By the old root key; otherwise the coordinator attests it.
  /// False beside another one that contradicts it: then no consent carries over, but refusals still bind.
  bool stands = true;

  friend bool operator==(const SuccessionState&, const SuccessionState&) = default;
};

/// What is in force of what only one record at a time can say, and which one says it.
template <class What>
struct InForce {
  RecordId id;
  What what;

  friend bool operator==(const InForce&, const InForce&) = default;
};

/// A record that is kept but does not count, and why. The codes are listed in docs/protocol.md, section 9.
struct IgnoredRecord {
  RecordId id;
  std::string reason;

  friend bool operator==(const IgnoredRecord&, const IgnoredRecord&) = default;
};

/// What a set of governance records adds up to: the same records and rules version give the same state, in
/// whatever order they arrived.
struct TeamState {
  TeamId team;
  std::uint32_t rules_version = 0;
  AgencyId coordinator;
  std::uint32_t coordinator_number = 0;
  std::set<AgencyId> members;
  std::set<AgencyId> former_members;
  std::map<RecordId, ConsentState> consents;
  std::map<RecordId, RefusalState> refusals;
  std::map<RecordId, SuccessionState> successions;
  std::optional<InForce<UrgencyAgreement>> agreement;  ///< None yet: the team has agreed on nothing.
  std::optional<InForce<Roster>> roster;
  std::vector<IgnoredRecord> ignored;
  /// The governance records that no other in the set names as parent, ordered.
  std::vector<RecordId> heads;
  /// False when a record holds a kind, field or rules version that this program does not know: then nothing
  /// is permitted and the node asks to be updated.
  bool decidable = true;

  bool is_member(const AgencyId& agency) const { return members.contains(agency); }
  /// `agency`, and whom it continues, whom those continue and so on: a consent for any of them is one for it.
  /// Only successions that stand.
  std::set<AgencyId> line_of(const AgencyId& agency) const;
  /// All that may be the same agency, in either direction, whether the successions stand or not: a refusal
  /// for any of them binds it, and none of them can attest a consent for it.
  std::set<AgencyId> kin_of(const AgencyId& agency) const;
  /// The succession by which `agency` takes another's place; none: it is nobody's successor.
  const SuccessionState* succession_of(const AgencyId& agency) const;
  friend bool operator==(const TeamState&, const TeamState&) = default;
};

}  // namespace tasuki::record
