#include "core/record/fold.hpp"

#include <algorithm>
#include <string_view>

#include "core/record/authority.hpp"
#include "core/record/stated.hpp"
#include "core/record/succession.hpp"

namespace tasuki::record {

namespace {

using Place = History::Place;

/// Why a record does not count; empty: it does. The codes are what IgnoredRecord shows.
using Reason = std::string_view;

constexpr Reason kCounts;
constexpr Reason kCertificateEnded = "certificate-ended";
constexpr Reason kNotAMember = "not-a-member";
constexpr Reason kNotCoordinator = "not-coordinator";
constexpr Reason kTargetNotAMember = "target-not-a-member";
constexpr Reason kWrongChainNumber = "wrong-chain-number";
constexpr Reason kConcurrentRemoval = "concurrent-removal";
constexpr Reason kConcurrentCoordination = "concurrent-coordination";
constexpr Reason kUnknownConsent = "unknown-consent";
constexpr Reason kUnknownRefusal = "unknown-refusal";
constexpr Reason kUnknownKind = "unknown-kind";
constexpr Reason kUnprovenSuccession = "unproven-succession";
constexpr Reason kSuccessionConflict = "succession-conflict";

bool makes_views(Kind kind) { return kind >= Kind::TeamFounding && kind <= Kind::CoordinatorReplacement; }

class Fold {
 public:
  Fold(const TeamId& team, const History& history, const CertificateEnds& ends)
      : history_(history),
        ends_(ends),
        authority_(history),
        reasons_(history.size()),
        terms_(history.size()) {
    state_.team = team;
  }

  TeamState run() {
    for (Place place = 0; place < history_.size(); ++place) judge_in_its_own_past(place);
    const auto& view = authority_.whole_view();
    for (Place place = 0; place < history_.size(); ++place) {
      if (reasons_[place] == kCounts) reasons_[place] = judge_beside_all_others(view, place);
    }
    take_view(view);
    count_consents_and_refusals();
    count_what_is_about_them();
    count_successions();
    take_what_is_in_force();
    report();
    return std::move(state_);
  }

 private:
  // -- first: had the author the right to it, as far as they could know? --

  void judge_in_its_own_past(Place place) {
    const auto& record = history_[place];
    const auto end = ends_.find(record.certificate);
    if (end != ends_.end() && record.number > end->second) {
      reasons_[place] = kCertificateEnded;
      return;
    }
    if (place == 0) {
      authority_.admit(place, 0);
      return;
    }
    const auto& view = authority_.view_before(place);
    terms_[place] = view.number();
    reasons_[place] = entitlement(view, record);
    if (reasons_[place] == kCounts && makes_views(record.kind)) authority_.admit(place, terms_[place]);
  }

  static Reason entitlement(const View& view, const GovernanceRecord& record) {
    switch (record.kind) {
      case Kind::MemberRemove:
        return removal(view, record.author, std::get<MemberRemove>(record.statement));
      case Kind::MemberAdd:
      case Kind::RefusalLift:
      case Kind::RulesRaise:
      case Kind::UrgencyAgreement:
      case Kind::Roster:
        return coordinators(view, record.author);
      case Kind::CoordinatorHandover:
        return handover(view, record.author, std::get<CoordinatorHandover>(record.statement));
      case Kind::CoordinatorReplacement:
        return vote(view, record.author, std::get<CoordinatorReplacement>(record.statement));
      case Kind::Refusal:
      case Kind::Withdrawal:
        return view.was_ever_member(record.author) ? kCounts : kNotAMember;
      case Kind::Succession:
        return succession(view, record.author, std::get<Succession>(record.statement));
      default:
        return view.is_member(record.author) ? kCounts : kNotAMember;
    }
  }

  static Reason coordinators(const View& view, const AgencyId& author) {
    if (!view.is_member(author)) return kNotAMember;
    return view.coordinator() == author ? kCounts : kNotCoordinator;
  }
  /// Who is not in the team may leave it before being added, once.
  static Reason removal(const View& view, const AgencyId& author, const MemberRemove& removal) {
    if (removal.agency != author) return coordinators(view, author);
    return view.is_member(author) || !view.removals.contains(author) ? kCounts : kNotAMember;
  }
  template <class State>
  static Reason next_coordinator(const View& view, const State& state) {
    if (state.chain_number != view.number() + 1) return kWrongChainNumber;
    return view.is_member(state.agency) ? kCounts : kTargetNotAMember;
  }
  static Reason handover(const View& view, const AgencyId& author, const CoordinatorHandover& handover) {
    const auto reason = coordinators(view, author);
    return reason == kCounts ? next_coordinator(view, handover) : reason;
  }
  /// Of itself with the old root key's proof; otherwise it is the coordinator's word about others.
  static bool is_proven_by_itself(const AgencyId& author, const Succession& succession) {
    return succession.proof && author == succession.old_agency;
  }
  static Reason succession(const View& view, const AgencyId& author, const Succession& succession) {
    if (is_proven_by_itself(author, succession)) return view.is_member(author) ? kCounts : kNotAMember;
    if (author == succession.old_agency || author == succession.new_agency) return kUnprovenSuccession;
    const auto reason = coordinators(view, author);
    if (reason != kCounts) return reason;
    return view.was_ever_member(succession.old_agency) ? kCounts : kTargetNotAMember;
  }
  static Reason vote(const View& view, const AgencyId& author, const CoordinatorReplacement& vote) {
    return view.is_member(author) ? next_coordinator(view, vote) : kNotAMember;
  }

  // -- second: does it hold beside everything else that was said? --

  Reason judge_beside_all_others(const View& view, Place place) const {
    const auto& record = history_[place];
    switch (record.kind) {
      case Kind::TeamFounding:
      case Kind::Refusal:
      case Kind::Withdrawal:
        return kCounts;  // fail closed: nobody's removal silences these
      case Kind::MemberAdd:
        return judge_change(view, place, view.additions, std::get<MemberAdd>(record.statement).agency);
      case Kind::MemberRemove:
        return judge_change(view, place, view.removals, std::get<MemberRemove>(record.statement).agency);
      case Kind::CoordinatorHandover: {
        const auto term = terms_[place];
        const bool began_one = term < view.terms.size() && contains(view.terms[term].ended_by, place);
        return began_one ? kCounts : why_too_late(view, place);
      }
      case Kind::Succession:
        if (is_proven_by_itself(record.author, std::get<Succession>(record.statement)))
          return authority_.was_member(view, record.author, place) ? kCounts : kConcurrentRemoval;
        [[fallthrough]];
      case Kind::RefusalLift:
      case Kind::RulesRaise:
      case Kind::UrgencyAgreement:
      case Kind::Roster:
        if (!authority_.held_term(view, record.author, terms_[place], place)) return kConcurrentCoordination;
        [[fallthrough]];
      default:
        return authority_.was_member(view, record.author, place) ? kCounts : kConcurrentRemoval;
    }
  }

  Reason judge_change(const View& view, Place place, const std::map<AgencyId, std::vector<Place>>& counted,
                      const AgencyId& agency) const {
    const auto found = counted.find(agency);
    return found != counted.end() && contains(found->second, place) ? kCounts : why_too_late(view, place);
  }

  Reason why_too_late(const View& view, Place place) const {
    return authority_.was_member(view, history_[place].author, place) ? kConcurrentCoordination
                                                                      : kConcurrentRemoval;
  }

  static bool contains(const std::vector<Place>& places, Place place) {
    return std::find(places.begin(), places.end(), place) != places.end();
  }

  // -- third: what it adds up to --

  void take_view(const View& view) {
    state_.coordinator = view.coordinator();
    state_.coordinator_number = view.number();
    state_.members = view.members;
    state_.former_members = view.former;
    state_.heads = history_.heads();
  }

  void count_consents_and_refusals() {
    for (Place place = 0; place < history_.size(); ++place) {
      if (reasons_[place] != kCounts) continue;
      const auto& record = history_[place];
      if (const auto* consent = std::get_if<Consent>(&record.statement)) {
        state_.consents.emplace(record.id, stated(record, *consent));
      } else if (const auto* refusal = std::get_if<Refusal>(&record.statement)) {
        state_.refusals.emplace(record.id, stated(record, *refusal));
      }
    }
  }

  /// Of several the last place, whoever else stood beside it: two coordinators never count at once.
  void take_what_is_in_force() {
    for (Place place = 0; place < history_.size(); ++place) {
      if (reasons_[place] != kCounts) continue;
      const auto& record = history_[place];
      if (const auto* agreement = std::get_if<UrgencyAgreement>(&record.statement)) {
        state_.agreement = {record.id, *agreement};
      } else if (const auto* roster = std::get_if<Roster>(&record.statement)) {
        state_.roster = {record.id, *roster};
      }
    }
  }

  void count_what_is_about_them() {
    for (Place place = 0; place < history_.size(); ++place) {
      if (reasons_[place] != kCounts) continue;
      const auto& statement = history_[place].statement;
      if (const auto* founding = std::get_if<TeamFounding>(&statement)) {
        state_.rules_version = founding->rules_version;
      } else if (const auto* raise = std::get_if<RulesRaise>(&statement)) {
        state_.rules_version = std::max(state_.rules_version, raise->rules_version);
      } else if (const auto* confirmation = std::get_if<Confirmation>(&statement)) {
        reasons_[place] = confirm(place, confirmation->consent);
      } else if (const auto* withdrawal = std::get_if<Withdrawal>(&statement)) {
        reasons_[place] = withdraw(place, withdrawal->consent);
      } else if (const auto* lift = std::get_if<RefusalLift>(&statement)) {
        reasons_[place] = lift_refusal(place, lift->refusal);
      }
    }
  }

  void count_successions() {
    for (Place place = 0; place < history_.size(); ++place) {
      if (reasons_[place] != kCounts) continue;
      const auto& record = history_[place];
      const auto* succession = std::get_if<Succession>(&record.statement);
      if (succession == nullptr) continue;
      state_.successions.emplace(record.id,
                                 SuccessionState{record.id, succession->old_agency, succession->new_agency,
                                                 is_proven_by_itself(record.author, *succession), true});
    }
    for (const auto& id : contradicted(state_.successions)) {
      state_.successions.at(id).stands = false;
      reasons_[*history_.find(id)] = kSuccessionConflict;
    }
  }

  /// Whether the author of `place` had seen the record that it names.
  bool has_seen(Place place, const RecordId& id) const {
    const auto named = history_.find(id);
    return named && history_.is_before(*named, place);
  }

  Reason confirm(Place place, const RecordId& id) {
    const auto consent = state_.consents.find(id);
    if (consent == state_.consents.end() || !has_seen(place, id)) return kUnknownConsent;
    consent->second.attested_by.insert(history_[place].author);
    return kCounts;
  }
  Reason withdraw(Place place, const RecordId& id) {
    const auto consent = state_.consents.find(id);
    if (consent == state_.consents.end()) return kUnknownConsent;
    if (!consent->second.withdrawn_by) consent->second.withdrawn_by = history_[place].id;
    return kCounts;
  }
  Reason lift_refusal(Place place, const RecordId& id) {
    const auto refusal = state_.refusals.find(id);
    if (refusal == state_.refusals.end() || !has_seen(place, id)) return kUnknownRefusal;
    if (!refusal->second.lifted_by) refusal->second.lifted_by = history_[place].id;
    return kCounts;
  }

  void report() {
    for (Place place = 0; place < history_.size(); ++place) {
      const auto& record = history_[place];
      if (reasons_[place] == kCounts && !record.understood) {
        state_.decidable = false;
        if (std::holds_alternative<UnknownStatement>(record.statement)) reasons_[place] = kUnknownKind;
      }
      if (reasons_[place] != kCounts) state_.ignored.push_back({record.id, std::string(reasons_[place])});
    }
    if (state_.rules_version > kRulesVersion) state_.decidable = false;
  }

  const History& history_;
  const CertificateEnds& ends_;
  Authority authority_;
  std::vector<Reason> reasons_;
  std::vector<std::uint32_t> terms_;
  TeamState state_;
};

}  // namespace

TeamState fold(const TeamId& team, std::span<const GovernanceRecord* const> records,
               const CertificateEnds& ends) {
  if (records.empty()) {
    TeamState nothing;
    nothing.team = team;
    nothing.decidable = false;
    return nothing;
  }
  const History history(records);
  return Fold(team, history, ends).run();
}

}  // namespace tasuki::record
