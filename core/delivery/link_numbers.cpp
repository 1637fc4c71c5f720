#include "core/delivery/link_numbers.hpp"

namespace tasuki::delivery {

namespace {

/// More than lies with one carrier for one recipient. What is beyond it is acknowledged on the next link.
constexpr std::size_t kMostNumbered = std::size_t{1} << 18;

}  // namespace

std::vector<std::uint32_t> runs_of(const std::set<LinkNumber>& numbers) {
  std::vector<std::uint32_t> runs;
  LinkNumber next = 0;
  for (const LinkNumber number : numbers) {
    if (runs.empty() || number != next) runs.insert(runs.end(), {number, 0});
    ++runs.back();
    next = number + 1;
  }
  return runs;
}

LinkNumber LinkNumbers::give(const AgencyId& peer, const EnvelopeHash& hash) {
  Peer& state = peers_[peer];
  if (state.given.size() >= kMostNumbered) state.given.erase(state.given.begin());
  state.given.emplace(++state.last, hash);
  return state.last;
}

std::vector<LinkNumbers::Given> LinkNumbers::in_runs(const AgencyId& peer,
                                                     std::span<const std::uint32_t> runs) const {
  std::vector<Given> found;
  const auto state = peers_.find(peer);
  if (state == peers_.end()) return found;
  const auto& given = state->second.given;
  std::uint64_t behind = 0;
  for (; runs.size() >= 2 && runs[0] >= behind; runs = runs.subspan(2)) {
    behind = std::uint64_t{runs[0]} + runs[1];
    for (auto place = given.lower_bound(runs[0]); place != given.end() && place->first < behind; ++place)
      found.emplace_back(*place);
  }
  return found;
}

void LinkNumbers::forget(const AgencyId& peer, LinkNumber number) {
  const auto state = peers_.find(peer);
  if (state != peers_.end()) state->second.given.erase(number);
}

}  // namespace tasuki::delivery
