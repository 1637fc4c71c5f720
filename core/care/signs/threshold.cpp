#include "core/care/signs/threshold.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "core/crypto/hash.hpp"

namespace tasuki::care {

namespace {

/// Where `days` of the last `within_days` days count, from the first of these to each such day; what touches
/// is one.
std::vector<DayRange> ranges_reached(const Threshold& threshold, const std::set<DayNumber>& counting) {
  std::vector<DayRange> ranges;
  std::vector<DayNumber> window;
  for (const DayNumber day : counting) {
    window.push_back(day);
    const auto begins = day - static_cast<DayNumber>(threshold.within_days) + 1;
    std::erase_if(window, [&](DayNumber other) { return other < begins; });
    if (window.size() < threshold.days) continue;
    const DayRange range{window.front(), day};
    if (!ranges.empty() && ranges.back().touches(range)) {
      ranges.back().last = day;
      ranges.back().first = std::min(ranges.back().first, range.first);
    } else {
      ranges.push_back(range);
    }
  }
  return ranges;
}

using Days = std::map<DayNumber, SignDay>;

std::set<DayNumber> counting_in(const Days& days) {
  std::set<DayNumber> counting;
  for (const auto& [day, what] : days) {
    if (what.counts) counting.insert(day);
  }
  return counting;
}

/// The days that an alert stands on, by what is known here.
std::vector<DayRange> ranges_of(const Threshold& threshold, const Days& days, const RaisedAlert& alert) {
  if (alert.by_person) return {alert.days};
  constexpr DayNumber kLongest = 4'000;  // nobody counts that long; bounds what a peer's range costs
  if (alert.days.last - alert.days.first > kLongest) return {alert.days};
  std::set<DayNumber> standing;
  bool corrected = false;
  for (DayNumber day = alert.days.first; day <= alert.days.last; ++day) {
    const auto known = days.find(day);
    if (known == days.end() || known->second.counts) {
      standing.insert(day);
    } else {
      corrected = true;
    }
  }
  if (!corrected) return {alert.days};
  return ranges_reached(threshold, standing);
}

struct Piece {
  DayRange days;
  bool reached = false;
  std::optional<RaisedAlert> alert;
};

std::vector<Piece> pieces_of(const Threshold& threshold, const Days& days,
                             const std::vector<RaisedAlert>& alerts) {
  std::vector<Piece> pieces;
  for (const auto& range : ranges_reached(threshold, counting_in(days)))
    pieces.push_back({range, true, std::nullopt});
  for (const auto& alert : alerts) {
    for (const auto& range : ranges_of(threshold, days, alert)) pieces.push_back({range, false, alert});
  }
  std::ranges::stable_sort(pieces, {}, &Piece::days);
  return pieces;
}

void add_piece(std::vector<Episode>& episodes, const Piece& piece) {
  if (episodes.empty() || !episodes.back().days.touches(piece.days))
    episodes.push_back({piece.days, false, {}, {}});
  auto& episode = episodes.back();
  episode.days.last = std::max(episode.days.last, piece.days.last);
  episode.reached = episode.reached || piece.reached;
  if (piece.alert) episode.alerts.push_back(*piece.alert);
}

void put_in_order(Episode& episode, const Days& days) {
  std::ranges::sort(episode.alerts, {}, &RaisedAlert::id);
  const auto twice = std::ranges::unique(episode.alerts, {}, &RaisedAlert::id);
  episode.alerts.erase(twice.begin(), twice.end());
  for (auto day = days.lower_bound(episode.days.first); day != days.end() && day->first <= episode.days.last;
       ++day) {
    if (!day->second.counts) continue;
    for (const auto& observed : day->second.observed) {
      if (observed.seen) episode.observed.push_back(observed);
    }
  }
  std::ranges::sort(episode.observed, [](const Observed& one, const Observed& other) {
    return std::tie(one.stated_at, one.id) < std::tie(other.stated_at, other.id);
  });
}

/// By whose observation the threshold was reached first.
std::optional<std::size_t> place_of_completing(const Threshold& threshold, const Episode& episode) {
  std::vector<Observed> so_far;
  for (std::size_t place = 0; place < episode.observed.size(); ++place) {
    so_far.push_back(episode.observed[place]);
    if (!ranges_reached(threshold, counting_in(days_of(threshold, so_far))).empty()) return place;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Episode> episodes_of(const Threshold& threshold, const std::vector<Observed>& observed,
                                 const std::vector<RaisedAlert>& alerts) {
  const auto days = days_of(threshold, observed);
  std::vector<Episode> episodes;
  for (const auto& piece : pieces_of(threshold, days, alerts)) add_piece(episodes, piece);
  for (auto& episode : episodes) put_in_order(episode, days);
  return episodes;
}

const Episode* episode_touching(const std::vector<Episode>& episodes, const DayRange& days) {
  const auto found =
      std::ranges::find_if(episodes, [&](const Episode& episode) { return episode.days.touches(days); });
  return found == episodes.end() ? nullptr : &*found;
}

RecordId episode_id(const RecordId& sign, const Episode& episode) {
  Bytes first;
  append_u64(first, static_cast<std::uint64_t>(episode.days.first));
  return *RecordId::from(crypto::hash("tasuki/1/episode", {sign.bytes(), first}));
}

std::vector<AgencyId> raising_order(const Threshold& threshold, const Episode& episode,
                                    const std::set<AgencyId>& told) {
  std::vector<AgencyId> order;
  const auto add = [&order](const AgencyId& agency) {
    if (std::ranges::find(order, agency) == order.end()) order.push_back(agency);
  };
  const auto completing = place_of_completing(threshold, episode);
  if (!completing) return order;
  add(episode.observed[*completing].agency);
  for (auto each = episode.observed.rbegin(); each != episode.observed.rend(); ++each) add(each->agency);
  for (const auto& agency : told) add(agency);
  return order;
}

}  // namespace tasuki::care
