#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "core/record/history.hpp"

namespace tasuki::record {

/// Who coordinated in which term. The founder's is term 0; each later one begins with a hand-over or with the
/// votes of a majority.
struct Term {
  AgencyId coordinator{};
  /// The records by which the next term began: a hand-over, or votes. None: this is the last term.
  std::vector<History::Place> ended_by{};
  /// What those who ended this term had seen. Acts of its coordinator outside of it come too late.
  PlaceSet seen_at_end{};

  bool has_ended() const { return !ended_by.empty(); }
};

/// Membership and coordination, as a cut of the history gives them. docs/protocol.md, section 9.
struct View {
  using Place = History::Place;

  std::vector<Term> terms{};  ///< Never empty.
  std::set<AgencyId> members{};
  std::set<AgencyId> former{};  ///< Once members, and not now.
  /// Additions and removals that count, by whom they are about. A founding adds its author.
  std::map<AgencyId, std::vector<Place>> additions{};
  std::map<AgencyId, std::vector<Place>> removals{};

  std::uint32_t number() const { return static_cast<std::uint32_t>(terms.size() - 1); }
  const AgencyId& coordinator() const { return terms.back().coordinator; }
  bool is_member(const AgencyId& agency) const { return members.contains(agency); }
  bool was_ever_member(const AgencyId& agency) const { return is_member(agency) || former.contains(agency); }
};

/// Computes the views of cuts. Views are kept: cuts that differ only in what makes no view share one.
class Authority {
 public:
  using Place = History::Place;

  explicit Authority(const History& history)
      : history_(history), admitted_(history.size()), structure_(history.size()) {}

  /// What the author of `place` could know of the team. Everything before it that was to be admitted has
  /// been.
  const View& view_before(Place place) { return view(history_.past(place)); }
  const View& whole_view() { return view(admitted_); }

  /// From now on `place` takes part in views: a founding, or a membership or coordination record to which its
  /// author was entitled when stating it, in term `term`. Called in the order of places.
  void admit(Place place, std::uint32_t term);

  /// Whether `agency` was a member when it stated the record at `place`, as `view` sees it: after an
  /// addition, and not beside or behind a removal.
  bool was_member(const View& view, const AgencyId& agency, Place place) const;
  /// Whether an act of a coordinator in `term` counts: `agency` held that term, and whoever ended it had seen
  /// the act.
  bool held_term(const View& view, const AgencyId& agency, std::uint32_t term, Place place) const;

 private:
  struct Admitted {
    Place place;
    std::uint32_t term;
  };
  struct Vote {
    Place place;
    const View& seen;    // by its author
    PlaceSet structure;  // what its author had seen but for votes
  };
  using Votes = std::vector<const Vote*>;

  const View& view(const PlaceSet& cut);
  void count_leavings(View& view, const PlaceSet& cut) const;
  bool is_act_of_last_term(const View& view, const Admitted& act) const;
  void count_additions(View& view, const PlaceSet& cut) const;
  void count_removals(View& view, const PlaceSet& cut, std::uint32_t term) const;
  bool begin_next_term(View& view, const PlaceSet& cut) const;
  bool begin_by_votes(View& view, const PlaceSet& cut) const;
  bool begin_by_handover(View& view, const PlaceSet& cut) const;
  void end_term(View& view, std::vector<Place> ended_by, PlaceSet seen, const AgencyId& successor) const;
  std::size_t count_voters(const Votes& votes) const;
  bool is_majority(const Votes& votes) const;
  void count_members(View& view) const;

  const History& history_;
  PlaceSet admitted_;
  PlaceSet structure_;  // of the admitted those that are no votes
  std::vector<Admitted> additions_{};
  std::vector<Admitted> removals_{};
  std::vector<Admitted> handovers_{};
  std::vector<Vote> votes_{};
  std::map<PlaceSet, std::unique_ptr<View>> views_{};
};

}  // namespace tasuki::record
