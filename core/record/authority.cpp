#include "core/record/authority.hpp"

#include <algorithm>

namespace tasuki::record {

namespace {

template <class State>
const State& statement(const GovernanceRecord& record) {
  return std::get<State>(record.statement);
}

bool is_own_leaving(const GovernanceRecord& record) {
  return statement<MemberRemove>(record).agency == record.author;
}

bool makes_structure(Kind kind) { return kind >= Kind::TeamFounding && kind <= Kind::CoordinatorReplacement; }

}  // namespace

void Authority::admit(Place place, std::uint32_t term) {
  const auto kind = history_[place].kind;
  if (kind == Kind::MemberAdd) additions_.push_back({place, term});
  if (kind == Kind::MemberRemove) removals_.push_back({place, term});
  if (kind == Kind::CoordinatorHandover) handovers_.push_back({place, term});
  if (kind == Kind::CoordinatorReplacement) {
    votes_.push_back({place, view_before(place), history_.past(place) & structure_});
  } else {
    structure_.insert(place);
  }
  admitted_.insert(place);
}

const View& Authority::view(const PlaceSet& cut) {
  auto key = cut & admitted_;
  const auto known = views_.find(key);
  if (known != views_.end()) return *known->second;
  auto view = std::make_unique<View>();
  // The founding stands at the first place: it is an ancestor of all others.
  const auto& founder = history_[0].author;
  view->terms.push_back({.coordinator = founder});
  if (key.contains(0)) view->additions[founder].push_back(0);
  count_leavings(*view, key);
  do {
    count_additions(*view, key);
  } while (begin_next_term(*view, key));
  count_removals(*view, key, view->number());
  count_members(*view);
  return *views_.emplace(std::move(key), std::move(view)).first->second;
}

// ---- membership
// ---------------------------------------------------------------------------------------------------

/// An agency may always leave.
void Authority::count_leavings(View& view, const PlaceSet& cut) const {
  for (const auto& removal : removals_) {
    const auto& record = history_[removal.place];
    if (cut.contains(removal.place) && is_own_leaving(record)) {
      view.removals[record.author].push_back(removal.place);
    }
  }
}

bool Authority::is_act_of_last_term(const View& view, const Admitted& act) const {
  const auto& author = history_[act.place].author;
  return act.term == view.number() && author == view.coordinator() && was_member(view, author, act.place);
}

/// The additions of the last term, for as long as no next one is known to have begun.
void Authority::count_additions(View& view, const PlaceSet& cut) const {
  for (const auto& addition : additions_) {
    if (!cut.contains(addition.place) || !is_act_of_last_term(view, addition)) continue;
    view.additions[statement<MemberAdd>(history_[addition.place]).agency].push_back(addition.place);
  }
}

/// Counted when the end of the term is known: votes that end a term are not silenced by removals of that very
/// term.
void Authority::count_removals(View& view, const PlaceSet& cut, std::uint32_t term) const {
  for (const auto& removal : removals_) {
    const auto& record = history_[removal.place];
    if (removal.term != term || !cut.contains(removal.place) || is_own_leaving(record)) continue;
    if (!held_term(view, record.author, term, removal.place)) continue;
    if (!was_member(view, record.author, removal.place)) continue;
    view.removals[statement<MemberRemove>(record).agency].push_back(removal.place);
  }
}

/// What an agency says beside its own leaving does not count either, except what made the team: others have
/// built on that, and no former coordinator shall be able to unmake it by pretending to have left early.
bool Authority::was_member(const View& view, const AgencyId& agency, Place place) const {
  const auto added = view.additions.find(agency);
  if (added == view.additions.end()) return false;
  const auto removed = view.removals.find(agency);
  const bool builds = makes_structure(history_[place].kind);
  const auto silences = [&](Place removal) {
    if (history_.is_before(removal, place)) return true;
    return !(builds && is_own_leaving(history_[removal]));
  };
  const auto stands_against = [&](Place removal, Place addition) {
    return !history_.is_before(removal, addition) && !history_.is_before(place, removal) && silences(removal);
  };
  return std::any_of(added->second.rbegin(), added->second.rend(), [&](Place addition) {
    if (addition != place && !history_.is_before(addition, place)) return false;
    return removed == view.removals.end() ||
           std::none_of(removed->second.rbegin(), removed->second.rend(),
                        [&](Place removal) { return stands_against(removal, addition); });
  });
}

/// A member is who was added, and not removed beside or after that.
void Authority::count_members(View& view) const {
  for (const auto& [agency, additions] : view.additions) {
    if (additions.empty()) continue;
    const auto removed = view.removals.find(agency);
    const auto outlasts_removals = [&](Place addition) {
      return removed == view.removals.end() ||
             std::all_of(removed->second.rbegin(), removed->second.rend(),
                         [&](Place removal) { return history_.is_before(removal, addition); });
    };
    // The latest first: it decides at once in all but odd histories.
    const bool stays = std::any_of(additions.rbegin(), additions.rend(), outlasts_removals);
    (stays ? view.members : view.former).insert(agency);
  }
}

// ---- terms
// ----------------------------------------------------------------------------------------------------------

bool Authority::begin_next_term(View& view, const PlaceSet& cut) const {
  const auto ending = view.number();
  if (!begin_by_votes(view, cut) && !begin_by_handover(view, cut)) return false;
  count_removals(view, cut, ending);
  return true;
}

void Authority::end_term(View& view, std::vector<Place> ended_by, PlaceSet seen,
                         const AgencyId& successor) const {
  auto& ended = view.terms.back();
  ended.ended_by = std::move(ended_by);
  ended.seen_at_end = std::move(seen);
  for (const auto& addition : additions_) {
    if (addition.term != view.number() || ended.seen_at_end.contains(addition.place)) continue;
    std::erase(view.additions[statement<MemberAdd>(history_[addition.place]).agency], addition.place);
  }
  view.terms.push_back({.coordinator = successor});
}

std::size_t Authority::count_voters(const Votes& votes) const {
  std::set<AgencyId> voters;
  for (const auto* vote : votes) voters.insert(history_[vote->place].author);
  return voters.size();
}

/// As one of the voters saw the team, the votes of those who had seen no more of it than that voter come from
/// more than half of its members. So votes that come later never undo a majority.
bool Authority::is_majority(const Votes& votes) const {
  const auto voters = count_voters(votes);
  return std::any_of(votes.begin(), votes.end(), [&](const Vote* vote) {
    const auto needed = vote->seen.members.size() / 2 + 1;
    if (voters < needed) return false;
    std::set<AgencyId> in_favour;
    for (const auto* other : votes) {
      const auto& author = history_[other->place].author;
      if (vote->seen.is_member(author) && other->structure.is_within(vote->structure))
        in_favour.insert(author);
    }
    return in_favour.size() >= needed;
  });
}

bool Authority::begin_by_votes(View& view, const PlaceSet& cut) const {
  std::map<AgencyId, Votes> votes;
  for (const auto& vote : votes_) {
    const auto& record = history_[vote.place];
    const auto& [agency, number] = statement<CoordinatorReplacement>(record);
    if (number != view.number() + 1 || !cut.contains(vote.place)) continue;
    if (was_member(view, record.author, vote.place)) votes[agency].push_back(&vote);
  }
  std::erase_if(votes, [&](const auto& entry) { return !is_majority(entry.second); });
  // The first of equals: the smallest agency id.
  const auto won = std::max_element(votes.begin(), votes.end(), [&](const auto& a, const auto& b) {
    return count_voters(a.second) < count_voters(b.second);
  });
  if (won == votes.end()) return false;
  std::vector<Place> ended_by;
  PlaceSet seen(history_.size());
  for (const auto* vote : won->second) {
    ended_by.push_back(vote->place);
    // A coordinator's own vote cannot vouch for its own acts.
    if (history_[vote->place].author != view.coordinator()) seen |= history_.past(vote->place);
  }
  end_term(view, std::move(ended_by), std::move(seen), won->first);
  return true;
}

/// Of several hand-overs in one term the first place counts: lowest Lamport time, then lowest id.
bool Authority::begin_by_handover(View& view, const PlaceSet& cut) const {
  for (const auto& handover : handovers_) {
    if (!cut.contains(handover.place) || !is_act_of_last_term(view, handover)) continue;
    end_term(view, {handover.place}, history_.past(handover.place),
             statement<CoordinatorHandover>(history_[handover.place]).agency);
    return true;
  }
  return false;
}

bool Authority::held_term(const View& view, const AgencyId& agency, std::uint32_t term, Place place) const {
  if (term >= view.terms.size() || view.terms[term].coordinator != agency) return false;
  return !view.terms[term].has_ended() || view.terms[term].seen_at_end.contains(place);
}

}  // namespace tasuki::record
