#pragma once

#include <set>
#include <vector>

#include "core/care/signs/days.hpp"

namespace tasuki::care {

/// An alert of a sign, as far as it decides whether another is needed.
struct RaisedAlert {
  RecordId id;
  DayRange days;
  bool by_person = false;  ///< Somebody reports the sign itself; otherwise a node counted.

  friend bool operator==(const RaisedAlert&, const RaisedAlert&) = default;
};

/// Days on which a sign is there: the threshold is reached, or an alert says so. What touches is one episode
/// (docs/protocol.md section 11.9).
struct Episode {
  DayRange days;
  bool reached = false;  ///< By the observations that are here.
  std::vector<Observed>
      observed{};  ///< Those of its days that count, in the order in which they were stated.
  std::vector<RaisedAlert> alerts{};  ///< Ascending by id.

  bool was_raised() const { return !alerts.empty(); }
};

/// Ascending. The same whatever the order in which observations and alerts came, and however often.
///
/// A node's alert whose days do not reach the threshold any more, since somebody looked on enough of them and
/// corrected what was seen, is of no episode: what is seen afterwards is raised anew. Days of an alert on
/// which nobody here has looked are taken as the alert says.
std::vector<Episode> episodes_of(const Threshold& threshold, const std::vector<Observed>& observed,
                                 const std::vector<RaisedAlert>& alerts);

/// The one that a day range is of, or would be of; none where nothing touches it.
const Episode* episode_touching(const std::vector<Episode>& episodes, const DayRange& days);

/// `HASH("tasuki/1/episode", sign, first day)`: the same at all who know the same.
RecordId episode_id(const RecordId& sign, const Episode& episode);

/// Who raises the alert, in order, so that not everybody does at once: the agency whose observation reached
/// the threshold, then those of the episode's other observations, the later ones first, then the rest of
/// `told`. Empty unless it is reached.
std::vector<AgencyId> raising_order(const Threshold& threshold, const Episode& episode,
                                    const std::set<AgencyId>& told);

}  // namespace tasuki::care
