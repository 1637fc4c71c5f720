#include "core/record/history.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace tasuki::record {

bool PlaceSet::is_within(const PlaceSet& other) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & ~other.words_[i]) != 0) return false;
  }
  return true;
}

PlaceSet& PlaceSet::operator|=(const PlaceSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

PlaceSet operator&(PlaceSet a, const PlaceSet& b) {
  for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] &= b.words_[i];
  return a;
}

History::History(std::span<const GovernanceRecord* const> records) {
  sort_by_lamport_time(records);
  pasts_.reserve(records_.size());
  for (Place place = 0; place < records_.size(); ++place) {
    PlaceSet past(records_.size());
    for (const auto& parent : records_[place]->parents) {
      const auto parent_place = places_.at(parent);
      past |= pasts_[parent_place];
      past.insert(parent_place);
    }
    pasts_.push_back(std::move(past));
  }
}

void History::sort_by_lamport_time(std::span<const GovernanceRecord* const> records) {
  std::map<RecordId, const GovernanceRecord*> by_id;
  for (const auto* record : records) by_id.emplace(record->id, record);
  std::map<RecordId, std::size_t> waiting_for;
  std::map<RecordId, std::vector<const GovernanceRecord*>> children;
  std::vector<const GovernanceRecord*> layer;
  for (const auto& [id, record] : by_id) {
    const std::set<RecordId> parents(record->parents.begin(), record->parents.end());
    if (parents.empty()) layer.push_back(record);
    waiting_for[id] = parents.size();
    for (const auto& parent : parents) children[parent].push_back(record);
  }
  // One layer for each Lamport time: a record is ready when its last parent has been placed.
  while (!layer.empty()) {
    std::sort(layer.begin(), layer.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    std::vector<const GovernanceRecord*> next;
    for (const auto* record : layer) {
      places_.emplace(record->id, records_.size());
      records_.push_back(record);
      for (const auto* child : children[record->id]) {
        if (--waiting_for[child->id] == 0) next.push_back(child);
      }
    }
    layer = std::move(next);
  }
  if (records_.size() != by_id.size()) throw std::invalid_argument("a governance record without its parents");
}

std::optional<History::Place> History::find(const RecordId& id) const {
  const auto found = places_.find(id);
  if (found == places_.end()) return std::nullopt;
  return found->second;
}

std::vector<RecordId> History::heads() const {
  std::set<RecordId> heads;
  for (const auto* record : records_) heads.insert(record->id);
  for (const auto* record : records_) {
    for (const auto& parent : record->parents) heads.erase(parent);
  }
  return {heads.begin(), heads.end()};
}

}  // namespace tasuki::record
